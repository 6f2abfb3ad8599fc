import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { OutboxMessage } from '../db/outbox.ts'

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

/** What the outbox is told of and a letter is written about; an offer has a mail of its own. */
export type MailTopic = Exclude<OutboxMessage['topic'], 'offer.made'>

export interface Letter {
  readonly subject: string
  readonly text: string
}
export type WriteLetter = (facts: MailFacts) => { readonly it: Letter; readonly en: Letter }
