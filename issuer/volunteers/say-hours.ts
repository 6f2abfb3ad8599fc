/** Hours as they are written in Italian or English: `59,75` and `59.75`; no more digits than they need. */
export function sayHours(minutes: number, language: 'it' | 'en'): string {
  return new Intl.NumberFormat(language === 'it' ? 'it-IT' : 'en-GB', { maximumFractionDigits: 2 }).format(minutes / 60)
}
