import { language } from '../../ui/i18n.ts'

/** A text of the record: Italian always, other languages where somebody wrote them. */
export type Localized = { readonly it: string } & Readonly<Record<string, string>>

export interface Shown {
  readonly text: string
  /** Set where the page speaks another language than the text (WCAG 2.1 §3.1.2). */
  readonly lang?: 'it'
}

/** The reader's language where the record has it, else Italian, marked as such. */
export function inLanguage(text: Localized): Shown {
  const own = text[language()]
  return own === undefined ? { text: text.it, lang: 'it' } : { text: own }
}
