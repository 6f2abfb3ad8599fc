import type { PublicJwk } from '../crypto/port.ts'
import { type JoseHeader, verifySignature } from '../jose/index.ts'
import type { JsonObject } from '../json/index.ts'
import { assertCurrent, assertVcClaims, PLAIN_CLAIMS, readTimes, SD_JWT_VC, type TokenTimes } from './claims.ts'
import type { PlacedDisclosure } from './disclosure.ts'
import { type KeyBinding, type KeyBindingExpectation, verifyKeyBinding } from './key-binding.ts'
import { openDisclosures } from './open.ts'
import { parseSdJwt } from './parse.ts'

export interface VerifySdJwtInput {
  readonly sdJwt: string
  /** Looks the issuer's key up by what the untrusted header and issued payload say; throws when there is none. */
  readonly resolveKey: (header: JoseHeader, payload: JsonObject) => Promise<PublicJwk>
  readonly now: Date
  /** Tolerated clock difference in seconds. Default 60. */
  readonly skew?: number
  /** Exact `typ`. Default `dc+sd-jwt`, and then the rules of SD-JWT VC hold too. */
  readonly typ?: string
  /** Expected type of an SD-JWT VC. */
  readonly vct?: string
  /** `report` leaves `exp`, `nbf` and `iat` to the caller, read and typed, in `times`. Default `refuse`. */
  readonly checkTimes?: 'refuse' | 'report'
  /** What a presentation must be bound to. Without it a key binding is refused. */
  readonly keyBinding?: KeyBindingExpectation
}

export interface VerifiedSdJwt {
  readonly header: JoseHeader
  /** Processed: disclosed claims in place, no digest left. */
  readonly payload: JsonObject
  readonly disclosed: readonly PlacedDisclosure[]
  /** As the issuer signed it, with `_sd`. */
  readonly issuedPayload: JsonObject
  readonly times: TokenTimes
  readonly keyBinding?: KeyBinding
}

/**
 * Verifies an SD-JWT, SD-JWT+KB or SD-JWT VC: RFC 9901 §7.1 and §7.3, SD-JWT VC §2 and §3. It returns what may be believed, or throws.
 *
 * @throws AttestaError `sd-jwt.*` for the rules of SD-JWT, `jws.*` for the issuer's signature, `json.*` and
 *   `base64url.malformed` for the issuer-signed part, and whatever `resolveKey` throws
 */
export async function verifySdJwt(input: VerifySdJwtInput): Promise<VerifiedSdJwt> {
  const { sdJwt, resolveKey, now, skew = 60, typ = SD_JWT_VC, vct, checkTimes = 'refuse' } = input
  const parsed = parseSdJwt(sdJwt)
  const { jws, disclosures } = parsed

  const key = await resolveKey(jws.header, jws.payload)
  await verifySignature({ jws, key, typ })

  const plainOnly = typ === SD_JWT_VC ? PLAIN_CLAIMS : new Set<string>()
  const opened = openDisclosures({ payload: jws.payload, disclosures, plainOnly })
  if (typ === SD_JWT_VC) assertVcClaims(opened.payload, vct)
  const times = readTimes(opened.payload)
  // After processing (RFC 9901 §7.1 step 6): outside of SD-JWT VC a time may come in a disclosure.
  if (checkTimes === 'refuse') assertCurrent({ times, now, skew })

  const keyBinding = await verifyKeyBinding({ parsed, payload: opened.payload, expected: input.keyBinding, now, skew })
  const verified = { header: jws.header, payload: opened.payload, disclosed: opened.disclosures, issuedPayload: jws.payload, times }
  return keyBinding === undefined ? verified : { ...verified, keyBinding }
}
