import { languages, load } from 'virtual:attesta-messages'
import 'virtual:attesta.css'
import { mount } from 'svelte'
import { startI18n } from '../../ui/i18n.ts'
import { trustedWorkerUrl } from '../../ui/trusted-worker.ts'
import App from './App.svelte'

await startI18n({ languages, load })
const target = document.getElementById('app')
if (target !== null) mount(App, { target })

// After the page is drawn: the files for being offline must not slow the first screen down.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  navigator.serviceWorker.register(trustedWorkerUrl('/sw.js')).catch(() => undefined) // without it the wallet only needs the network
}
