import { languages, load } from 'virtual:attesta-messages'
import 'virtual:attesta.css'
import { mount } from 'svelte'
import { startI18n } from '../../ui/i18n.ts'
import App from './App.svelte'

await startI18n({ languages, load })
const target = document.getElementById('app')
if (target !== null) mount(App, { target })

// Code of its own: the first screen does not wait for what keeps it for later.
if (import.meta.env.PROD) void import('./lib/keep-page.ts')
