import type { Authority, DecisionRef } from '../attestation/attestation.ts'
import { parseSealed } from './open-seal.ts'
import { appointmentShape, chamberRecognitionShape, decisionShape } from './payloads.ts'

/** The decision as its own credentials tell it, unverified; undefined when they cannot be read, which the walk then says. */
export function declaredBy({ decision, commission, chamber }: Partial<Authority>): Omit<DecisionRef, 'releasedBy'> | undefined {
  if (decision === undefined || commission === undefined || chamber === undefined) return undefined
  try {
    const { issuer, credentialSubject: decided } = parseSealed({ token: decision, shape: decisionShape }).payload
    const { credentialSubject: appointed } = parseSealed({ token: commission, shape: appointmentShape }).payload
    const { credentialSubject: recognised } = parseSealed({ token: chamber, shape: chamberRecognitionShape }).payload
    return {
      minutes: decided.minutes,
      satAt: decided.satAt,
      commission: { id: appointed.id, actNumber: appointed.act.number, appointedAt: appointed.appointedAt },
      chamber: { id: issuer, legalName: recognised.legalName },
    }
  } catch {
    return undefined
  }
}
