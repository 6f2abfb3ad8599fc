import { AttestaError } from '../../../credential/errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../../../credential/json/index.ts'

export interface Encryption {
  readonly jwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  readonly kid?: string
  readonly enc: 'A128GCM' | 'A256GCM'
}

/**
 * The key and the cipher for the answer (OpenID4VP 1.0 §8.3): `alg` stands in the key and is required; A128GCM is the default.
 *
 * @throws AttestaError `ask.encryption`
 */
export function readEncryption(metadata: JsonValue | undefined): Encryption {
  if (!isObject(metadata)) throw new AttestaError('ask.encryption')
  const { jwks, encrypted_response_enc_values_supported: supported = ['A128GCM'] } = metadata
  const keys = isObject(jwks) && Array.isArray(jwks.keys) ? jwks.keys : []
  const enc = (['A256GCM', 'A128GCM'] as const).find((known) => Array.isArray(supported) && supported.includes(known))
  const key = keys.find((candidate) => isObject(candidate) && isForUs(candidate))
  if (enc === undefined || !isObject(key) || typeof key.x !== 'string' || typeof key.y !== 'string')
    throw new AttestaError('ask.encryption')
  return {
    jwk: { kty: 'EC', crv: 'P-256', x: key.x, y: key.y },
    ...(typeof key.kid === 'string' ? { kid: key.kid } : {}),
    enc,
  }
}

function isForUs({ kty, crv, alg, use, d }: JsonObject): boolean {
  return kty === 'EC' && crv === 'P-256' && alg === 'ECDH-ES' && (use === undefined || use === 'enc') && d === undefined
}
