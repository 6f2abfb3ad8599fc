import type { LocalizedText } from '../../credential/attestation/attestation.ts'
import type { OutboxMessage } from '../db/outbox.ts'

export interface Judged {
  readonly name: LocalizedText
  readonly certified: boolean
  /** As the commission wrote it. */
  readonly reason: string
}

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
  /** What a commission judged about the person, in the order of the competences. */
  readonly judged: readonly Judged[]
  readonly link: string
}

/** Letters of a Chamber to those who sit in its commissions: no name of a candidate. */
export const MEMBER_TOPICS = ['member.appointed', 'member.revoked', 'dossier.ready', 'signature.wanted'] as const
export type MemberTopic = (typeof MEMBER_TOPICS)[number]

export type ExamTopic = 'exam.convened' | 'exam.called-off' | 'exam.refused' | 'signature.wanted' | 'dossier.ready'

/** What the outbox is told of and a letter is written about; an offer has a mail of its own. */
export type MailTopic = Exclude<OutboxMessage['topic'], 'offer.made'>

export interface Letter {
  readonly subject: string
  readonly text: string
}
/** A letter as it left: to which address, empty where there was none, and what it said. */
export interface Said {
  readonly to: string
  readonly it: Letter
  readonly en: Letter
}
export type WriteLetter = (facts: MailFacts) => { readonly it: Letter; readonly en: Letter }
