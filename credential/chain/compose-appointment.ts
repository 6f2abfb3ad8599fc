import type { JsonObject } from '../json/index.ts'
import { preciseInstant } from './instant.ts'
import { CHAIN_CONTEXT } from './payloads.ts'

export interface ComposeAppointmentInput {
  /** `urn:uuid:…` of the credential. */
  readonly id: string
  /** DID of the Chamber. */
  readonly chamber: string
  /** `id` is `urn:uuid:…`. No member is named: names stay in the minutes (design.md §3). */
  readonly commission: { readonly id: string; readonly legalName: string }
  /** Codes, or Italian names where there is no code. Empty = every competence of the profiles. */
  readonly competences: readonly string[]
  readonly profiles: readonly string[]
  readonly act: { readonly number: string; readonly date: string }
  readonly appointedAt: Date
}

/** RecognizedEntityCredential: the Chamber appoints a commission. */
export function composeAppointment(input: ComposeAppointmentInput): JsonObject {
  const { id, chamber, commission, competences, profiles, act, appointedAt } = input
  const appointed = preciseInstant(appointedAt)
  return {
    '@context': CHAIN_CONTEXT,
    id,
    type: ['VerifiableCredential', 'RecognizedEntityCredential'],
    issuer: chamber,
    validFrom: appointed,
    credentialSubject: {
      id: commission.id,
      type: 'RecognizedEntity',
      legalName: commission.legalName,
      recognizedTo: [{ type: 'RecognizedAction', action: 'examine', competences, profiles }],
      act: { number: act.number, date: act.date },
      appointedAt: appointed,
    },
  }
}
