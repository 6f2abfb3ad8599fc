import { crypto } from '#crypto'
import { utf8Of } from '../base64url.ts'
import type { Algorithm, PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import type { JsonObject } from '../json/index.ts'
import { algorithmOf } from './algorithm.ts'
import type { JoseHeader } from './header.ts'
import { parseCompact, type UntrustedJws } from './parse.ts'

export interface VerifySignatureInput {
  readonly jws: UntrustedJws
  /** From a registry, a DID document or `cnf`; never from the token's own header. */
  readonly key: PublicJwk
  /** Exact `typ` that this place accepts (RFC 8725 §3.11). */
  readonly typ: string | undefined
  /** Narrows to one algorithm; otherwise the key's type decides. */
  readonly alg?: Algorithm
}

/**
 * Verifies a token that was already parsed, when its key had to be looked up by what it says.
 *
 * @throws AttestaError `jws.typ`, `jws.algorithm`, `jws.signature`
 */
export async function verifySignature({ jws, key, typ, alg }: VerifySignatureInput): Promise<void> {
  if (jws.header.typ !== typ) throw new AttestaError('jws.typ', { expected: typ ?? '' })
  const actual = algorithmOf({ key, stated: jws.header.alg })
  if (alg !== undefined && actual !== alg) throw new AttestaError('jws.algorithm')
  const data = utf8Of(jws.signingInput)
  if (!(await crypto.verify({ alg: actual, key, signature: jws.signature, data }))) throw new AttestaError('jws.signature')
}

export interface VerifyCompactInput extends Omit<VerifySignatureInput, 'jws'> {
  readonly token: string
}

/**
 * Parses and verifies a JWS Compact Serialization whose key is known beforehand. Claims such as `exp` are the caller's to judge.
 *
 * @throws AttestaError `jws.*`, `base64url.malformed`, `json.*`
 */
export async function verifyCompact({ token, ...expected }: VerifyCompactInput): Promise<{ header: JoseHeader; payload: JsonObject }> {
  const jws = parseCompact(token)
  await verifySignature({ jws, ...expected })
  return { header: jws.header, payload: jws.payload }
}
