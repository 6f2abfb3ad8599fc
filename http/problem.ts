import type { ErrorCode, Facts } from '../credential/errors.ts'
import badgeApi from '../schemas/errors/badge-api.json' with { type: 'json' }
import citizen from '../schemas/errors/citizen.json' with { type: 'json' }
import credential from '../schemas/errors/credential.json' with { type: 'json' }
import edc from '../schemas/errors/edc.json' with { type: 'json' }
import http from '../schemas/errors/http.json' with { type: 'json' }
import issuer from '../schemas/errors/issuer.json' with { type: 'json' }
import keys from '../schemas/errors/keys.json' with { type: 'json' }
import pdf from '../schemas/errors/pdf.json' with { type: 'json' }
import procedure from '../schemas/errors/procedure.json' with { type: 'json' }
import region from '../schemas/errors/region.json' with { type: 'json' }
import seal from '../schemas/errors/seal.json' with { type: 'json' }
import vcApi from '../schemas/errors/vc-api.json' with { type: 'json' }
import verifier from '../schemas/errors/verifier.json' with { type: 'json' }
import volunteers from '../schemas/errors/volunteers.json' with { type: 'json' }
import wallet from '../schemas/errors/wallet.json' with { type: 'json' }

/** One line of the catalogue in `schemas/errors/`. */
export interface CatalogueEntry {
  readonly status?: number
  readonly it: string
  readonly en: string
  readonly next: { readonly it: string; readonly en: string }
}

/** RFC 9457 problem details, with both languages of the sentence and of the next step. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ErrorCode
  readonly detail: string
  readonly it: string
  readonly en: string
  readonly next: { readonly it: string; readonly en: string }
  readonly facts: Facts
}

export const catalogue: Readonly<Record<string, CatalogueEntry>> = {
  ...http,
  ...badgeApi,
  ...citizen,
  ...credential,
  ...edc,
  ...keys,
  ...issuer,
  ...pdf,
  ...procedure,
  ...region,
  ...seal,
  ...vcApi,
  ...verifier,
  ...volunteers,
  ...wallet,
}

/** The problem that a code and its facts make. `facts` fill the sentences' `{placeholders}`; unknown codes are `internal`. */
export function problemOf(code: ErrorCode, facts: Facts = {}): Problem {
  const entry = catalogue[code] ?? catalogue.internal
  if (entry === undefined) throw new Error('the catalogue lost its entry "internal"')
  const it = fill(entry.it, facts, 'it-IT')
  const en = fill(entry.en, facts, 'en-GB')
  return {
    type: `urn:attesta:problem:${code}`,
    title: en,
    status: entry.status ?? 400,
    code,
    detail: en,
    it,
    en,
    next: { it: fill(entry.next.it, facts, 'it-IT'), en: fill(entry.next.en, facts, 'en-GB') },
    facts,
  }
}

function fill(sentence: string, facts: Facts, locale: 'it-IT' | 'en-GB'): string {
  return sentence.replace(/\{(\w+)(, date)?[^}]*\}/g, (whole, name: string, isDate: string | undefined) => {
    const value = facts[name]
    if (value === undefined) return whole
    return isDate === undefined ? String(value) : inWords(String(value), locale)
  })
}

/** An RFC 3339 instant or calendar date as people in Italy read it; anything else as it is. */
function inWords(text: string, locale: 'it-IT' | 'en-GB'): string {
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) return text
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeZone: isDay ? 'UTC' : 'Europe/Rome',
    ...(!isDay && { timeStyle: 'short' }),
  }).format(date)
}
