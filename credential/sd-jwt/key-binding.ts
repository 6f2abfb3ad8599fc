import { crypto } from '#crypto'
import type { PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { readPublicJwk, verifySignature } from '../jose/index.ts'
import { isObject, type JsonObject } from '../json/index.ts'
import { assertCurrent, readTimes } from './claims.ts'
import type { ParsedSdJwt } from './parse.ts'

export interface KeyBindingExpectation {
  /** False only where a presentation without key binding is also welcome; one that is there is verified all the same. */
  readonly required: boolean
  /** The verifier as the holder knows it; over OpenID4VP the full prefixed `client_id`. */
  readonly audience: string
  readonly nonce: string
  /** Age of the signature that is still fresh. Default 300. */
  readonly maxAgeSeconds?: number
}

export interface KeyBinding {
  readonly iat: Date
  /** The holder's key, from the issuer-signed `cnf`. */
  readonly jwk: PublicJwk
}

export interface VerifyKeyBindingInput {
  readonly parsed: ParsedSdJwt
  /** Processed: `cnf` is read from here. */
  readonly payload: JsonObject
  readonly expected: KeyBindingExpectation | undefined
  readonly now: Date
  readonly skew: number
}

/**
 * Did the holder of `cnf` sign this very presentation, for this verifier, now? RFC 9901 §7.3. A key binding that nobody asked
 * for is refused rather than overlooked: unchecked, it would pass a thief's (security.md §0, finding 3).
 *
 * @throws AttestaError `sd-jwt.key-binding-*`
 */
export async function verifyKeyBinding({ parsed, payload, expected, now, skew }: VerifyKeyBindingInput): Promise<KeyBinding | undefined> {
  const jws = parsed.keyBinding
  if (jws === undefined) {
    if (expected?.required) throw new AttestaError('sd-jwt.key-binding-missing')
    return undefined
  }
  if (expected === undefined) throw new AttestaError('sd-jwt.key-binding-unexpected')

  const jwk = holderKey(payload)
  try {
    await verifySignature({ jws, key: jwk, typ: 'kb+jwt' })
  } catch (cause) {
    throw new AttestaError('sd-jwt.key-binding-signature', {}, { cause })
  }
  const { aud, nonce, sd_hash: hash } = jws.payload
  if (aud !== expected.audience) throw new AttestaError('sd-jwt.key-binding-audience')
  if (nonce !== expected.nonce) throw new AttestaError('sd-jwt.key-binding-nonce')
  if (hash !== crypto.hashText({ hash: parsed.hash, text: parsed.presented })) throw new AttestaError('sd-jwt.key-binding-hash')
  return { iat: freshIssuedAt({ claims: jws.payload, now, skew, maxAge: expected.maxAgeSeconds ?? 300 }), jwk }
}

/** RFC 7800 §3.2. References (`kid`, `jku`) name no key that the issuer vouched for, so only `cnf.jwk` counts. */
function holderKey({ cnf }: JsonObject): PublicJwk {
  if (!isObject(cnf) || cnf.jwk === undefined) throw new AttestaError('sd-jwt.key-binding-key')
  try {
    return readPublicJwk(cnf.jwk)
  } catch (cause) {
    throw new AttestaError('sd-jwt.key-binding-key', {}, { cause })
  }
}

function freshIssuedAt({ claims, now, skew, maxAge }: { claims: JsonObject; now: Date; skew: number; maxAge: number }): Date {
  try {
    const times = readTimes(claims)
    assertCurrent({ times, now, skew })
    const oldest = now.getTime() - (maxAge + skew) * 1000
    if (times.issuedAt !== undefined && times.issuedAt.getTime() >= oldest) return times.issuedAt
  } catch (cause) {
    throw new AttestaError('sd-jwt.key-binding-time', {}, { cause })
  }
  throw new AttestaError('sd-jwt.key-binding-time')
}
