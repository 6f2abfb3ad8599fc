import type { Attestation } from '../../credential/attestation/attestation.ts'
import type { Signer } from '../../credential/crypto/port.ts'
import { signDocument } from '../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { type ComposeOpenBadgeInput, composeOpenBadge } from '../../credential/open-badge/index.ts'
import { formatDateTime } from '../../credential/time.ts'

export interface SignBadgeInput extends ComposeOpenBadgeInput {
  readonly attestation: Attestation
  readonly signer: Signer
  readonly at: Date
  /** Technical end of this copy; the act itself has its own (design.md §2). */
  readonly expiresAt?: Date
}

/** The Open Badge of an attestation with a Data Integrity proof by the body's key. */
export function signBadge({ signer, at, expiresAt, ...composed }: SignBadgeInput): Promise<JsonObject> {
  return signDocument({
    document: composeOpenBadge(composed),
    suite: signer.alg === 'EdDSA' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019',
    signer,
    verificationMethod: `${composed.attestation.body.id}#${signer.kid}`,
    created: formatDateTime(at),
    ...(expiresAt === undefined ? {} : { expires: formatDateTime(expiresAt) }),
  })
}
