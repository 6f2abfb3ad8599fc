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
  /** Where it examines: the Chamber must be recognised for it. */
  readonly province: string
  readonly act: { readonly number: string; readonly date: string }
  readonly appointedAt: Date
  /** First instant at which it may no longer sit. */
  readonly validUntil?: Date
}

/** RecognizedEntityCredential: the Chamber appoints a commission. */
export function composeAppointment(input: ComposeAppointmentInput): JsonObject {
  const { id, chamber, commission, competences, profiles, province, act, appointedAt, validUntil } = input
  const appointed = preciseInstant(appointedAt)
  return {
    '@context': CHAIN_CONTEXT,
    id,
    type: ['VerifiableCredential', 'RecognizedEntityCredential'],
    issuer: chamber,
    validFrom: appointed,
    ...(validUntil === undefined ? {} : { validUntil: preciseInstant(validUntil) }),
    credentialSubject: {
      id: commission.id,
      type: 'RecognizedEntity',
      legalName: commission.legalName,
      recognizedTo: [{ type: 'RecognizedAction', action: 'examine', province, competences, profiles }],
      act: { number: act.number, date: act.date },
      appointedAt: appointed,
    },
  }
}
