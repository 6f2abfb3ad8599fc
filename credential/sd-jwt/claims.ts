import { AttestaError } from '../errors.ts'
import type { JsonObject, JsonValue } from '../json/index.ts'
import { fromNumericDate } from '../time.ts'

/** Media type of an SD-JWT VC in `typ` (SD-JWT VC §2.2.1; drafts up to 2024 said `vc+sd-jwt`, which is refused). */
export const SD_JWT_VC = 'dc+sd-jwt'

/** SD-JWT VC §2.2.2.3: never selectively disclosable, sub-claims included. */
export const PLAIN_CLAIMS: ReadonlySet<string> = new Set(['iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'aka_vcts', 'status'])

/** Who a credential says it is from, which type it has (SD-JWT VC §2.2.2). */
export function assertVcClaims(payload: JsonObject, expectedVct: string | undefined): void {
  const { vct, iss, aka_vcts: aliases } = payload
  if (typeof vct !== 'string' || vct === '') throw new AttestaError('sd-jwt.vct')
  if (iss !== undefined && typeof iss !== 'string') throw new AttestaError('sd-jwt.claim-malformed', { claim: 'iss' })
  if (aliases !== undefined && !isTexts(aliases)) throw new AttestaError('sd-jwt.claim-malformed', { claim: 'aka_vcts' })

  if (expectedVct === undefined || vct === expectedVct) return
  if (aliases === undefined || !isTexts(aliases) || !aliases.includes(expectedVct)) throw new AttestaError('sd-jwt.vct')
}

function isTexts(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** Technical times of the rendering (RFC 7519 §4.1.4-4.1.6). */
export interface TokenTimes {
  readonly issuedAt: Date | undefined
  readonly notBefore: Date | undefined
  readonly expiresAt: Date | undefined
}

export function readTimes(payload: JsonObject): TokenTimes {
  return { issuedAt: readTime(payload, 'iat'), notBefore: readTime(payload, 'nbf'), expiresAt: readTime(payload, 'exp') }
}

function readTime(payload: JsonObject, claim: 'iat' | 'nbf' | 'exp'): Date | undefined {
  const value = payload[claim]
  if (value === undefined) return undefined
  try {
    return fromNumericDate(value)
  } catch (cause) {
    throw new AttestaError('sd-jwt.claim-malformed', { claim }, { cause })
  }
}

/** Refuses what is not in force at `now`, give or take `skew` seconds. */
export function assertCurrent({ times, now, skew }: { times: TokenTimes; now: Date; skew: number }): void {
  const earliest = now.getTime() - skew * 1000
  const latest = now.getTime() + skew * 1000
  if (times.expiresAt !== undefined && times.expiresAt.getTime() <= earliest) throw new AttestaError('sd-jwt.expired')
  if (times.notBefore !== undefined && times.notBefore.getTime() > latest) throw new AttestaError('sd-jwt.not-yet-valid')
  if (times.issuedAt !== undefined && times.issuedAt.getTime() > latest) throw new AttestaError('sd-jwt.issued-in-future')
}
