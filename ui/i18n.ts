import { type Messages, setupI18n } from '@lingui/core'
import { createSubscriber } from 'svelte/reactivity'
import type kitMessages from './locales/it.json'
import type verdictMessages from './locales/verdict/it.json'

/** Messages that the components of the kit need, those of a verdict too; each app adds its own (`translator`). */
export type KitKey = keyof typeof kitMessages | keyof typeof verdictMessages
export type Values = Readonly<Record<string, unknown>>
export type Translate<Key extends string> = (key: Key, values?: Values) => string

export interface Languages {
  readonly languages: readonly string[]
  readonly load: (language: string) => Promise<Messages>
}

const STORED = 'attesta.language'
const RIGHT_TO_LEFT = new Set(['ar'])

const lingui = setupI18n()
let withVerdicts = false
let known: Languages = { languages: [], load: async () => ({}) }
let announce = () => {}

/** Whoever shows a text is shown again when the language changes. */
const follow = createSubscriber((update) => {
  announce = update
  return () => {
    announce = () => {}
  }
})

/** Loads the person's language; call it once, before the app is mounted, with what `virtual:attesta-messages` gives. */
export async function startI18n(available: Languages): Promise<void> {
  known = available
  takeAsked()
  await use(firstKnown([localStorage.getItem(STORED) ?? '', ...navigator.languages.map((tag) => tag.slice(0, 2)), 'it']))
}

/** A link may say in which language (`?lingua=en`, as the served pages have it). It counts as chosen, and leaves the address, where a later choice would have to fight it. */
function takeAsked(): void {
  const address = new URL(location.href)
  const asked = address.searchParams.get('lingua')
  if (asked === null) return
  if (known.languages.includes(asked)) localStorage.setItem(STORED, asked)
  address.searchParams.delete('lingua')
  history.replaceState(history.state, '', address)
}

/** Changes the language of the page and remembers it on this device. */
export async function setLanguage(language: string): Promise<void> {
  if (!known.languages.includes(language)) return
  localStorage.setItem(STORED, language)
  await use(language)
}

/** Loads the words that only a verdict shows, and those that the app keeps for later; before what shows them is mounted. The first screen does not carry them. */
export async function loadVerdictWords(): Promise<void> {
  if (withVerdicts) return
  lingui.load(lingui.locale, await verdictWords(lingui.locale))
  withVerdicts = true
}

export function language(): string {
  follow()
  return lingui.locale
}

export function languages(): readonly string[] {
  return known.languages
}

let finish = (said: string): string => said

/** What an app does to each sentence at last: nothing, where each byte of its first load counts. */
export function finishWith(touch: (said: string) => string): void {
  finish = touch
}

/** A message of the kit, in the page's language; ICU placeholders are filled from `values`. */
export const t: Translate<KitKey> = (key, values) => {
  follow()
  return finish(lingui._(key, { ...values }))
}

/** The same function, knowing the keys of one app as well: `export const t = translator<keyof typeof messages>()`. */
export function translator<Key extends string>(): Translate<Key | KitKey> {
  return t as Translate<Key | KitKey>
}

/** Fills a compiled message that lies outside the app's own messages (the error catalogue). */
export function fill(message: Messages[string], values: Values = {}): string {
  follow()
  if (typeof message === 'string') return message
  lingui.load(lingui.locale, { 'catalogue.current': message })
  return lingui._('catalogue.current', { ...values })
}

async function use(language: string): Promise<void> {
  const messages = await Promise.all([known.load(language), withVerdicts ? verdictWords(language) : {}])
  lingui.loadAndActivate({ locale: language, messages: Object.assign({}, ...messages) })
  document.documentElement.lang = language
  document.documentElement.dir = RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'
  announce()
}

async function verdictWords(language: string): Promise<Messages> {
  const { load } = await import('virtual:attesta-verdict-words')
  return load(language)
}

function firstKnown(wanted: readonly string[]): string {
  return wanted.find((language) => known.languages.includes(language)) ?? 'it'
}
