import type { JsonObject } from '../json/index.ts'
import { preciseInstant } from './instant.ts'
import { CHAIN_CONTEXT } from './payloads.ts'

export interface ComposeDecisionInput {
  /** `urn:uuid:…` of the credential. */
  readonly id: string
  /** DID of the Chamber. */
  readonly chamber: string
  /** `urn:uuid:…` */
  readonly commission: string
  readonly minutes: { readonly number: string; readonly date: string }
  readonly satAt: Date
  /** Pseudonym (`accountPseudonym`) of who closed the minutes. */
  readonly closedBy: string
  /** When the minutes were signed and the Chamber's seal was put on them. */
  readonly sealedAt: Date
  readonly quorum: { readonly required: number; readonly present: number }
  /** DID of the body whose candidates these are. */
  readonly body: string
  readonly rulePack: { readonly id: string; readonly version: string }
  /** One outcome digest per candidate who was certified. */
  readonly outcomes: readonly string[]
  /** Of a rettifica: `urn:uuid:…` of the decision that it corrects, and the act of the Chamber. */
  readonly corrects?: { readonly decision: string; readonly act: { readonly number: string; readonly date: string } }
}

/** ExamDecisionCredential. Outcomes are sorted, so their order tells nothing about that of the candidates. */
export function composeDecision(input: ComposeDecisionInput): JsonObject {
  const { id, chamber, commission, minutes, satAt, closedBy, sealedAt, quorum, body, rulePack, outcomes, corrects } = input
  return {
    '@context': CHAIN_CONTEXT,
    id,
    type: ['VerifiableCredential', 'ExamDecisionCredential'],
    issuer: chamber,
    validFrom: preciseInstant(sealedAt),
    credentialSubject: {
      id: commission,
      type: 'ExamDecision',
      minutes: { number: minutes.number, date: minutes.date },
      satAt: preciseInstant(satAt),
      closedBy,
      quorum: { required: quorum.required, present: quorum.present },
      body,
      rulePack: { id: rulePack.id, version: rulePack.version },
      outcomes: [...outcomes].sort(),
      ...(corrects === undefined ? {} : { corrects: { decision: corrects.decision, act: { ...corrects.act } } }),
    },
  }
}
