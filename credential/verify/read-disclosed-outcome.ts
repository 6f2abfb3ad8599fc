import { type DisclosedOutcome, readOutcomeClaims } from '../attestation/index.ts'
import { AttestaError, type ErrorCode } from '../errors.ts'
import type { JsonValue } from '../json/index.ts'
import type { Disclosure } from '../sd-jwt/index.ts'

/**
 * What opened disclosures say of an outcome; those without a name are competences, in their order.
 *
 * @throws AttestaError `code` where a claim has another form or comes twice
 */
export function readDisclosedOutcome({ disclosures, code }: { disclosures: readonly Disclosure[]; code: ErrorCode }): DisclosedOutcome {
  const named = disclosures.flatMap(({ name, value }): [string, JsonValue][] => (name === undefined ? [] : [[name, value]]))
  const competences = disclosures.flatMap(({ name, value }) => (name === undefined ? [value] : []))
  if (new Set(named.map(([name]) => name)).size !== named.length) throw new AttestaError(code, { at: 'outcome' })
  if (new Set(disclosures.map(({ digest }) => digest)).size !== disclosures.length) throw new AttestaError(code, { at: 'outcome' })
  return readOutcomeClaims({ claims: { ...Object.fromEntries(named), ...(competences.length === 0 ? {} : { competences }) }, code })
}
