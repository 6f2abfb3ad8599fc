import type { PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { readPublicJwk } from '../jose/index.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { fromNumericDate } from '../time.ts'
import type { KeyWindow, VerificationMethod } from './document.ts'
import { decodeMultikey } from './multikey.ts'

type Method = Omit<VerificationMethod, 'purposes'>

/** One verification method (CID §2.2): its id, and its key where that is of a kind that Attesta verifies with. */
export function readMethod({ json, did }: { json: JsonValue; did: string }): { id: string; method: Method | undefined } {
  if (!isObject(json) || typeof json.id !== 'string') throw invalid('verificationMethod.id')
  if (json.controller !== did) throw invalid('verificationMethod.controller')
  const id = json.id.startsWith('#') ? `${did}${json.id}` : json.id
  if (!id.startsWith(`${did}#`) || id.length === did.length + 1) throw invalid('verificationMethod.id')

  const key = readKey(json)
  if (key === undefined) return { id, method: undefined }
  const jwk = isObject(json.publicKeyJwk) ? json.publicKeyJwk : {}
  return { id, method: { id, key, window: readWindow(jwk), ...readRevocation(jwk) } }
}

function readKey(json: JsonObject): PublicJwk | undefined {
  const { type, publicKeyJwk, publicKeyMultibase } = json
  if (publicKeyJwk !== undefined && publicKeyMultibase !== undefined) throw invalid('verificationMethod')
  try {
    if (publicKeyJwk !== undefined) return readPublicJwk(publicKeyJwk)
    if (type === 'Multikey' && typeof publicKeyMultibase === 'string') return decodeMultikey(publicKeyMultibase)
    return undefined
  } catch (error) {
    if (error instanceof AttestaError && error.code === 'jwk.unsupported') return undefined
    throw error
  }
}

/** `nbf`, else `iat`, to `exp`: the members of a historical key (OpenID Federation 1.0 §8.7.2). */
function readWindow(jwk: JsonObject): KeyWindow {
  const from = jwk.nbf ?? jwk.iat
  return {
    ...(from === undefined ? {} : { notBefore: readTime(from) }),
    ...(jwk.exp === undefined ? {} : { notAfter: readTime(jwk.exp) }),
  }
}

function readRevocation(jwk: JsonObject): Pick<Method, 'revoked'> {
  const { revoked } = jwk
  if (revoked === undefined) return {}
  if (!isObject(revoked)) throw invalid('publicKeyJwk.revoked')
  const at = readTime(revoked.revoked_at)
  return { revoked: typeof revoked.reason === 'string' ? { at, reason: revoked.reason } : { at } }
}

function readTime(value: JsonValue | undefined): Date {
  try {
    return fromNumericDate(value)
  } catch (cause) {
    throw new AttestaError('did.document-invalid', { part: 'publicKeyJwk' }, { cause })
  }
}

function invalid(part: string): AttestaError {
  return new AttestaError('did.document-invalid', { part })
}
