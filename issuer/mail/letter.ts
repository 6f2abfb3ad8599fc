import type { LocalizedText } from '../../credential/attestation/attestation.ts'

export interface MailFacts {
  readonly to: string
  readonly person: string
  readonly title: LocalizedText
  readonly body: string
  readonly chamber: string
  readonly number: string
  /** Kind of the act, in words. */
  readonly kind: LocalizedText
  readonly word: string
  /** The class of the reason in words, and what the officer typed beside it. */
  readonly reason: LocalizedText
  readonly explanation: string
  readonly actNumber: string
  /** When and where the sitting is. */
  readonly when: LocalizedText
  readonly place: string
  /** Of a sitting that this one comes after. */
  readonly former: LocalizedText
  readonly formerPlace: string
  /** Until when dossiers can be read. */
  readonly until: LocalizedText
  readonly link: string
}

export type ExamTopic = 'exam.convened' | 'exam.called-off' | 'signature.wanted' | 'dossier.ready'

export type MailTopic =
  | 'application.decided'
  | 'assessment.planned'
  | 'case.received'
  | 'citizen.answered'
  | 'citizen.asked'
  | 'citizen.link'
  | 'commission.requested'
  | 'candidate.left-out'
  | 'conflict.declared'
  | 'commission.appointed'
  | 'commission.revoked'
  | 'member.appointed'
  | 'member.revoked'
  | 'minutes.closed'
  | 'attestation.released'
  | 'attestation.replaced'
  | 'correction.asked'
  | 'correction.answered'
  | 'correction.ordered'
  | 'status.changed'
  | ExamTopic

export interface Letter {
  readonly subject: string
  readonly text: string
}
export type WriteLetter = (facts: MailFacts) => { readonly it: Letter; readonly en: Letter }
