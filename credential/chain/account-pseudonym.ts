import { crypto } from '#crypto'
import { encode } from '../base64url.ts'

export interface AccountPseudonymInput {
  /** `urn:uuid:…` of the decision. */
  readonly decision: string
  /** Id of an account: random (UUID version 4), and known to the organisation alone. */
  readonly account: string
}

/**
 * What a decision calls an account: base64url(SHA-256(decision, account)). The same person under the same decision has one pseudonym, so
 * a verifier sees that who closed is not who released; under two decisions they have two, which nobody can link.
 */
export function accountPseudonym({ decision, account }: AccountPseudonymInput): string {
  return encode(crypto.sha256(new TextEncoder().encode(`${decision} ${account}`)))
}
