import type { Kind } from '../attestation/attestation.ts'
import type { JsonObject } from '../json/index.ts'
import { formatDateTime } from '../time.ts'
import { CHAIN_CONTEXT } from './payloads.ts'

export interface ComposeMandateInput {
  /** `urn:uuid:…` of the credential. */
  readonly id: string
  /** DID of the body that gives it. */
  readonly body: string
  readonly mandatary: { readonly id: string; readonly legalName: string }
  readonly kinds: readonly Kind[]
  /** As each credential that is sealed by it says it. */
  readonly statement: string
  readonly act: { readonly number: string; readonly date: string }
  readonly validFrom: Date
  /** First instant at which it no longer holds. It has one always: no register tells that a mandate was taken back, so that what is ordered by it has an end. */
  readonly validUntil: Date
}

/** RecognizedEntityCredential: a body lets another organisation seal European credentials of its acts. */
export function composeMandate({ id, body, mandatary, kinds, statement, act, validFrom, validUntil }: ComposeMandateInput): JsonObject {
  return {
    '@context': CHAIN_CONTEXT,
    id,
    type: ['VerifiableCredential', 'RecognizedEntityCredential'],
    issuer: body,
    validFrom: formatDateTime(validFrom),
    validUntil: formatDateTime(validUntil),
    credentialSubject: {
      id: mandatary.id,
      type: 'RecognizedEntity',
      legalName: mandatary.legalName,
      recognizedTo: [{ type: 'RecognizedAction', action: 'seal', kinds: [...kinds], statement }],
      act: { number: act.number, date: act.date },
    },
  }
}
