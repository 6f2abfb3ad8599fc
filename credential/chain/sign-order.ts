import type { Signer } from '../crypto/port.ts'
import { signCompact } from '../jose/index.ts'
import { toNumericDate } from '../time.ts'

/** `typ` of a body's order to seal one document. Of its own, so that nothing else that the body signs is taken for one. */
export const ORDER_JWT = 'attesta-seal-order+jwt'

export interface SignOrderInput {
  /** DID of the body whose act it is. */
  readonly body: string
  /** DID of who is to seal. */
  readonly mandatary: string
  /** `urn:uuid:…` of the mandate by which it seals. */
  readonly mandate: string
  /** Digest of the document without the order, in base64url. */
  readonly document: string
  readonly at: Date
  readonly signer: Signer
  /** DID URL of the key, in the body's own document. */
  readonly kid: string
}

/**
 * A body's order that exactly this document be sealed by its mandate. The mandate says who may seal; that the body issues this act, and
 * when it said so, is said here, by its own key and its own clock.
 */
export function signOrder({ body, mandatary, mandate, document, at, signer, kid }: SignOrderInput): Promise<string> {
  const payload = { iss: body, sub: mandatary, iat: toNumericDate(at), mandate, document }
  return signCompact({ header: { typ: ORDER_JWT, kid }, payload, signer })
}
