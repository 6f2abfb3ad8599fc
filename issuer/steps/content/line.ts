import type { Language } from '../../../http/page/language.ts'
import { sayInRome } from '../../rome-time.ts'

/** A sentence of a document, in the language that counts and in the one of courtesy. */
export type Line = readonly [it: string, en: string]
export interface Section {
  readonly heading: Line
  readonly lines: readonly Line[]
}

/** A text that people wrote: it is cited in the translation, not translated. */
export const cited = (text: string): Line => [`«${text}»`, `“${text}” (in the words of the original)`]

/** A calendar date, as Italians write it. */
export const day = (text: string) => text.split('-').reverse().join('/')

/** A name, a code, a number: the same in both languages. */
export const same = (text: string): Line => [text, text]

/** A sentence about an instant, in both languages. */
export function at(instant: Date, say: Readonly<Record<Language, (when: string) => string>>): Line {
  return [say.it(sayInRome({ at: instant, language: 'it' })), say.en(sayInRome({ at: instant, language: 'en' }))]
}
