import type { Kind } from '../attestation/attestation.ts'
import type { JsonObject } from '../json/index.ts'
import { formatDateTime, toNumericDate } from '../time.ts'
import { CHAIN_CONTEXT } from './payloads.ts'

export interface ComposeRecognitionInput {
  /** `urn:uuid:…` of the credential. */
  readonly id: string
  /** DID of the Region. */
  readonly region: string
  readonly entity: { readonly id: string; readonly legalName: string }
  /** A body's kinds, or the provinces for which a Chamber appoints. */
  readonly recognizedTo:
    | { readonly action: 'issue'; readonly kinds: readonly Kind[] }
    | { readonly action: 'appoint'; readonly provinces: readonly string[] }
  readonly act: { readonly number: string; readonly date: string }
  readonly validFrom: Date
  /** First instant at which it no longer holds. */
  readonly validUntil?: Date
  /** Address of the Region's register of withdrawals. */
  readonly register?: string
  /** When it is sealed, where that is not `validFrom`: the key is judged at that time. */
  readonly sealedAt?: Date
}

/** RecognizedEntityCredential: the Region says what a body or a Chamber may do, from when, by which act. */
export function composeRecognition(input: ComposeRecognitionInput): JsonObject {
  const { id, region, entity, recognizedTo, act, validFrom, validUntil, register, sealedAt } = input
  return {
    '@context': CHAIN_CONTEXT,
    id,
    type: ['VerifiableCredential', 'RecognizedEntityCredential'],
    issuer: region,
    validFrom: formatDateTime(validFrom),
    ...(validUntil === undefined ? {} : { validUntil: formatDateTime(validUntil) }),
    ...(register === undefined ? {} : { credentialStatus: { id: register, type: 'RecognitionRegister' } }),
    ...(sealedAt === undefined ? {} : { iat: toNumericDate(sealedAt) }),
    credentialSubject: {
      id: entity.id,
      type: 'RecognizedEntity',
      legalName: entity.legalName,
      recognizedTo: [{ type: 'RecognizedAction', ...recognizedTo }],
      act: { number: act.number, date: act.date },
    },
  }
}
