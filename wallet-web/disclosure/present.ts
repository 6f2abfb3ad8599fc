import type { Signer } from '../../credential/crypto/port.ts'
import { presentSdJwt } from '../../credential/sd-jwt/index.ts'
import type { Field } from './fields.ts'

export interface PresentInput {
  readonly sdJwt: string
  readonly fields: readonly Field[]
  readonly signer: Signer
  /** For whom: the full client identifier, or the share link without its fragment. */
  readonly audience: string
  readonly nonce: string
  readonly at: Date
}

/** The chosen fields and nothing else, bound by the holder's key to who asked and to this once (RFC 9901 §4.3). */
export function present({ sdJwt, fields, signer, audience, nonce, at }: PresentInput): Promise<string> {
  const chosen = new Set(fields.flatMap(({ encoded }) => encoded))
  return presentSdJwt({ sdJwt, disclose: ({ encoded }) => chosen.has(encoded), keyBinding: { signer, audience, nonce, iat: at } })
}
