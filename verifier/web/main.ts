import { languages, load } from 'virtual:attesta-messages'
import 'virtual:attesta.css'
import { mount } from 'svelte'
import { startI18n } from '../../ui/i18n.ts'
import App from './App.svelte'

await startI18n({ languages, load })
const target = document.getElementById('app')
if (target !== null) mount(App, { target })
