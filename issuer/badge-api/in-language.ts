import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { Language } from '../../http/page/language.ts'

/** A text of the record in the language of the page, or in the one that it has. */
export function inLanguage(text: LocalizedText, language: Language): string {
  return text[language] ?? text.it ?? Object.values(text)[0] ?? ''
}
