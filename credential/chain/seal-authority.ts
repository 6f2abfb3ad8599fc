import type { Signer } from '../crypto/port.ts'
import { signCompact } from '../jose/index.ts'
import type { JsonObject } from '../json/index.ts'

/** Media type of a VCDM 2.0 credential in a JWT (VC-JOSE-COSE §3.1.1). */
export const VC_JWT = 'vc+jwt'

export interface SealAuthorityInput {
  readonly payload: JsonObject
  readonly signer: Signer
  /** DID URL of the key, in the issuer's own document. */
  readonly kid: string
}

/** Seals a credential of the chain as compact JWS, the form in which it is stapled. */
export function sealAuthority({ payload, signer, kid }: SealAuthorityInput): Promise<string> {
  return signCompact({ header: { typ: VC_JWT, kid }, payload, signer })
}
