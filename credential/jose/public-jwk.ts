import { decode } from '../base64url.ts'
import type { PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'

/** RFC 7518 §6.2.2, §6.3.2, §6.4.1: the members of a private or secret key. */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** Bytes of one coordinate. */
const CURVES: Readonly<Record<string, { kty: 'EC' | 'OKP'; length: number }>> = {
  'P-256': { kty: 'EC', length: 32 },
  'P-384': { kty: 'EC', length: 48 },
  'P-521': { kty: 'EC', length: 66 },
  Ed25519: { kty: 'OKP', length: 32 },
}

/**
 * A public key that Attesta can verify with, read from a stranger's JSON: known type and curve, coordinates of full length in
 * canonical base64url, nothing private, and only the members of the key.
 *
 * @throws AttestaError `jwk.private`, `jwk.unsupported`, `jwk.malformed`
 */
export function readPublicJwk(value: JsonValue | undefined): PublicJwk {
  if (!isObject(value)) throw new AttestaError('jwk.malformed')
  if (PRIVATE.some((member) => Object.hasOwn(value, member))) throw new AttestaError('jwk.private')
  const naming = { ...optionalText(value, 'kid'), ...optionalText(value, 'alg') }

  if (value.kty === 'RSA') return { kty: 'RSA', n: integer(value.n), e: integer(value.e), ...naming }

  const { crv } = value
  const curve = typeof crv === 'string' && Object.hasOwn(CURVES, crv) ? CURVES[crv] : undefined
  if (curve === undefined || typeof crv !== 'string' || value.kty !== curve.kty) throw new AttestaError('jwk.unsupported')
  const x = coordinate(value.x, curve.length)
  if (curve.kty === 'OKP') return { kty: 'OKP', crv, x, ...naming }
  return { kty: 'EC', crv, x, y: coordinate(value.y, curve.length), ...naming }
}

function coordinate(value: JsonValue | undefined, length: number): string {
  if (typeof value !== 'string' || decodeMember(value).length !== length) throw new AttestaError('jwk.malformed')
  return value
}

function integer(value: JsonValue | undefined): string {
  if (typeof value !== 'string' || decodeMember(value).length === 0) throw new AttestaError('jwk.malformed')
  return value
}

function decodeMember(value: string): Uint8Array {
  try {
    return decode(value)
  } catch (cause) {
    throw new AttestaError('jwk.malformed', {}, { cause })
  }
}

function optionalText(jwk: JsonObject, member: 'kid' | 'alg'): { kid?: string; alg?: string } {
  const value = jwk[member]
  if (value === undefined) return {}
  if (typeof value !== 'string') throw new AttestaError('jwk.malformed')
  return { [member]: value }
}
