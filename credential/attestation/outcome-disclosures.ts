import { crypto } from '#crypto'
import { encode } from '../base64url.ts'
import { AttestaError } from '../errors.ts'
import { canonicalize } from '../json/index.ts'
import { createDisclosure, type Disclosure } from '../sd-jwt/index.ts'
import type { Kind, LocalizedText, Outcome, OutcomeSalts } from './attestation.ts'
import { outcomeClaims } from './outcome-claims.ts'
import type { StatusPlace } from './status-place.ts'

export interface OutcomeDisclosure {
  /** Where its digest stands in the credential: `given_name`, `competences/0`. */
  readonly path: string
  readonly disclosure: Disclosure
}

/** The paths that need a salt: one for each claim that the holder can show alone. */
export function saltPaths(outcome: Outcome): string[] {
  return outcomeClaims(outcome).map(({ path }) => path)
}

/**
 * Every claim of an outcome as a disclosure (RFC 9901 §4.2). The salts were fixed when the minutes closed, so the same outcome
 * gives the same digests in the decision and in every credential made of it later.
 *
 * @throws AttestaError `attestation.salts` when a claim has no salt
 */
export function outcomeDisclosures(outcome: Outcome, salts: OutcomeSalts): OutcomeDisclosure[] {
  return outcomeClaims(outcome).map(({ path, name, value }) => {
    const salt = Object.hasOwn(salts, path) ? salts[path] : undefined
    if (salt === undefined) throw new AttestaError('attestation.salts', { path })
    return { path, disclosure: createDisclosure({ salt, value, ...(name === undefined ? {} : { name }) }) }
  })
}

export interface DecidedOutcome {
  readonly kind: Kind
  readonly title: LocalizedText
  /** Digest of each disclosure, in any order. */
  readonly digests: readonly string[]
  readonly status: StatusPlace
}

/**
 * One value for all that was decided about a candidate, which a decision lists: base64url(SHA-256(JCS({kind, title, status, sorted digests}))).
 * It names nobody. Kind and title are shown in plain, so they are committed to here: a title of the body's own was never decided. So is the
 * place of its status: with another, an annulled act could be signed anew as if nothing had been.
 */
export function outcomeDigest({ kind, title, digests, status }: DecidedOutcome): string {
  const decided = { digests: [...digests].sort(), kind, title: { ...title }, status: { ...status } }
  return encode(crypto.sha256(new TextEncoder().encode(canonicalize(decided))))
}
