import { encode, encodeText, utf8Of } from '../base64url.ts'
import type { Signer } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import type { JsonObject } from '../json/index.ts'

export interface SignInput {
  /** `alg` is the signer's and need not be given. */
  readonly header: JsonObject
  /** An object, or the exact bytes to sign. */
  readonly payload: JsonObject | Uint8Array
  readonly signer: Signer
}

/** JWS Compact Serialization (RFC 7515 §3.1). */
export async function signCompact({ header, payload, signer }: SignInput): Promise<string> {
  if (header.alg !== undefined && header.alg !== signer.alg) throw new AttestaError('jws.algorithm')
  const protectedHeader = encodeText(JSON.stringify({ alg: signer.alg, ...header }))
  const body = payload instanceof Uint8Array ? encode(payload) : encodeText(JSON.stringify(payload))
  const signingInput = `${protectedHeader}.${body}`
  const signature = await signer.sign(utf8Of(signingInput))
  return `${signingInput}.${encode(signature)}`
}
