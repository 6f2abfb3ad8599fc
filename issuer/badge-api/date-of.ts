import type { Language } from '../../http/page/language.ts'

/** A day as people write it, where the acts are released. */
export function dateOf(at: Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Rome' }).format(at)
}
