import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'
import type { JsonObject } from '../../credential/json/index.ts'

/** An ephemeral key for one session (HAIP 1.0 §5: ECDH-ES on P-256). The private half is wiped with the answer. */
export async function createResponseKey(): Promise<{ privateJwk: JWK; publicJwk: JWK }> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const publicJwk = await exportJWK(publicKey)
  const names = { kid: await calculateJwkThumbprint(publicJwk), alg: 'ECDH-ES', use: 'enc' }
  return { publicJwk: { ...publicJwk, ...names }, privateJwk: { ...(await exportJWK(privateKey)), ...names } }
}

/** What may be shown of a stored key: never `d`. */
export function publicHalf(jwk: JWK): JsonObject {
  const { kty, crv, x, y, kid, alg, use } = jwk
  return JSON.parse(JSON.stringify({ kty, crv, x, y, kid, alg, use })) as JsonObject
}
