import { setupI18n } from '@lingui/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import english from '../../ui/locales/en.json' with { type: 'json' }
import italian from '../../ui/locales/it.json' with { type: 'json' }
import englishVerdict from '../../ui/locales/verdict/en.json' with { type: 'json' }
import italianVerdict from '../../ui/locales/verdict/it.json' with { type: 'json' }

export type Language = 'it' | 'en'

/** Italian unless a locale as in `LANG` names English. */
export function languageOf(locale = ''): Language {
  return locale.startsWith('en') ? 'en' : 'it'
}

/** What the terminal says beside the words of the page. */
export const OWN_WORDS = {
  it: {
    passed: 'sì',
    failed: 'NO',
    'not-checked': 'non controllato',
    asOf: 'Verificato (ora di Roma):',
    form: 'Formato',
    says: 'Dichiara di essere',
    recognised: 'Riconosciuto come',
    issuer: 'Emittente',
    contains: 'Contiene',
    trusts: 'Si fida di',
    more: 'e altri',
    nobody: 'nessuno; con --anchors FILE o TRUST_ANCHORS si dice di chi',
    option: 'da --anchors',
    setting: 'da TRUST_ANCHORS',
    demo: 'dalla dimostrazione',
  },
  en: {
    passed: 'yes',
    failed: 'NO',
    'not-checked': 'not checked',
    asOf: 'Verified (time of Rome):',
    form: 'Format',
    says: 'Says it is',
    recognised: 'Recognised as',
    issuer: 'Issuer',
    contains: 'Contains',
    trusts: 'Trusts',
    more: 'and others:',
    nobody: 'nobody; --anchors FILE or TRUST_ANCHORS says whom',
    option: 'by --anchors',
    setting: 'by TRUST_ANCHORS',
    demo: 'by the demonstration',
  },
} as const

type Key = keyof typeof italian | keyof typeof italianVerdict
export type Say = (key: Key, values?: Readonly<Record<string, string>>) => string

/** The words of the verdict page, in a terminal. */
export function pageWords(language: Language): Say {
  const lingui = setupI18n()
  const texts = language === 'en' ? { ...english, ...englishVerdict } : { ...italian, ...italianVerdict }
  lingui.load(language, Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, compileMessage(text)])))
  lingui.activate(language)
  return (key, values = {}) => lingui._(key, values)
}

/** A day or an hour as the page writes them, on the clocks of Rome. */
export function dateIn(language: Language, instant: string, timeStyle?: 'short'): string {
  const options = { dateStyle: 'long', timeZone: 'Europe/Rome', ...(timeStyle === undefined ? {} : { timeStyle }) } as const
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'it', options).format(new Date(instant))
}
