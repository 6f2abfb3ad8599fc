import { languages, load } from 'virtual:attesta-messages'
import 'virtual:attesta.css'
import { mount } from 'svelte'
import { elideDays } from '../../credential/italian-days.ts'
import { goByClocksOf } from '../../ui/dates.ts'
import { finishWith, language, startI18n } from '../../ui/i18n.ts'
import App from './App.svelte'

goByClocksOf('Europe/Rome')
await startI18n({ languages, load })
finishWith((said) => (language() === 'it' ? elideDays(said) : said))
const target = document.getElementById('app')
if (target !== null) mount(App, { target })
