import { CREDENTIALS_V2, OPEN_BADGES_3_0_3 } from '../contexts/index.ts'
import type { JsonObject } from '../json/index.ts'
import { formatDateTime } from '../time.ts'

export interface ComposeEndorsementInput {
  readonly id: string
  readonly issuer: { readonly id: string; readonly legalName: string }
  /** What it is about: a body, an achievement, a badge. */
  readonly about: string
  readonly title: string
  readonly comment: string
  readonly validFrom: Date
  readonly validUntil?: Date
}

/** An EndorsementCredential (Open Badges 3.0 §B.2), unsigned. */
export function composeEndorsement(input: ComposeEndorsementInput): JsonObject {
  const { id, issuer, about, title, comment, validFrom, validUntil } = input
  return {
    '@context': [CREDENTIALS_V2, OPEN_BADGES_3_0_3],
    id,
    type: ['VerifiableCredential', 'EndorsementCredential'],
    name: title,
    issuer: { id: issuer.id, type: ['Profile'], name: issuer.legalName },
    validFrom: formatDateTime(validFrom),
    ...(validUntil === undefined ? {} : { validUntil: formatDateTime(validUntil) }),
    credentialSubject: { id: about, type: ['EndorsementSubject'], endorsementComment: comment },
  }
}
