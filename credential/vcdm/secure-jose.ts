import type { Signer } from '../crypto/port.ts'
import { signCompact } from '../jose/index.ts'
import type { JsonObject } from '../json/index.ts'
import type { Kind } from './open-jose.ts'

export interface SecureWithJoseInput {
  readonly document: JsonObject
  readonly kind: Kind
  readonly signer: Signer
  /** As the verifier will look for the key: a DID URL, or a name among the issuer's keys. */
  readonly kid: string
}

/** A credential or presentation as a JWT whose claims are its own members (VC-JOSE-COSE §3.1.1). */
export function secureWithJose({ document, kind, signer, kid }: SecureWithJoseInput): Promise<string> {
  return signCompact({ header: { typ: `${kind}+jwt`, cty: kind, kid }, payload: document, signer })
}
