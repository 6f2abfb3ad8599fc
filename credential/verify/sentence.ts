import catalogue from '../../schemas/errors/credential.json' with { type: 'json' }
import edc from '../../schemas/errors/edc.json' with { type: 'json' }
import pdf from '../../schemas/errors/pdf.json' with { type: 'json' }
import seal from '../../schemas/errors/seal.json' with { type: 'json' }
import type { ErrorCode, Facts } from '../errors.ts'

const sentences: Readonly<Record<string, { readonly it: string }>> = { ...catalogue, ...edc, ...pdf, ...seal }
/** An instant, or a calendar date. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:T|$)/

/** The Italian sentence of a code, its placeholders filled. Pages of other languages translate by code and facts. */
export function sentence(code: ErrorCode, facts: Facts): string {
  const text = Object.hasOwn(sentences, code) ? (sentences[code]?.it ?? code) : code
  return text.replace(/\{(\w+)(?:, date)?\}/g, (placeholder, name: string) =>
    Object.hasOwn(facts, name) ? written(facts[name] ?? '') : placeholder,
  )
}

/** Dates as Italians write them, by the clock of Italy, where the acts are made. */
function written(value: string | number | boolean): string {
  if (typeof value !== 'string' || !DATE.test(value)) return String(value)
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return value
  const parts = new Intl.DateTimeFormat('it-IT', {
    day: 'numeric',
    month: 'numeric',
    year: 'numeric',
    timeZone: 'Europe/Rome',
  }).formatToParts(date)
  // Not as one text: whether it has leading zeros differs between versions of the language data.
  const part = (type: string) => Number(parts.find((known) => known.type === type)?.value)
  return `${part('day')}/${part('month')}/${part('year')}`
}
