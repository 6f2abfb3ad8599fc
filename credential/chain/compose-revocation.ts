import type { JsonObject } from '../json/index.ts'
import { preciseInstant } from './instant.ts'
import { CHAIN_CONTEXT } from './payloads.ts'

interface NamedAct {
  readonly number: string
  readonly date: string
}

export interface ComposeRevocationInput {
  /** `urn:uuid:…` of the credential. */
  readonly id: string
  /** DID of the Chamber. */
  readonly chamber: string
  /** `urn:uuid:…` of the commission. */
  readonly commission: string
  /** The act that revokes, and the one that is revoked. */
  readonly act: NamedAct
  readonly revokes: NamedAct
  /** The appointment that takes its place. */
  readonly replacedBy?: NamedAct
  readonly revokedAt: Date
}

/**
 * The Chamber takes an appointment back (L. 241/1990 art. 21-quinquies). No verdict stands on it: a commission that has sat is never
 * revoked, so no certificate names a revoked act. It is sealed so that whoever keeps the old act can show how it ended.
 */
export function composeRevocation(input: ComposeRevocationInput): JsonObject {
  const { id, chamber, commission, act, revokes, replacedBy, revokedAt } = input
  const revoked = preciseInstant(revokedAt)
  return {
    '@context': CHAIN_CONTEXT,
    id,
    type: ['VerifiableCredential', 'AppointmentRevocationCredential'],
    issuer: chamber,
    validFrom: revoked,
    credentialSubject: {
      id: commission,
      type: 'AppointmentRevocation',
      act: { ...act },
      revokes: { ...revokes },
      ...(replacedBy && { replacedBy: { ...replacedBy } }),
      revokedAt: revoked,
    },
  }
}
