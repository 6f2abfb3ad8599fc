import type { MailFacts, MailTopic } from './letter.ts'
import { LETTERS } from './letters.ts'

export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
}

const SIGNATURE = '\n\nQuesto messaggio è automatico: non rispondere.\nThis message is automatic: do not reply.\nAttesta'

/**
 * A letter says everything in Italian, then in English: nobody's language is known before they log in.
 *
 * @returns undefined where there is nobody to write to
 */
export function composeMail({ topic, facts }: { topic: MailTopic; facts: MailFacts }): Mail | undefined {
  if (facts.to === '') return undefined
  const { it, en } = LETTERS[topic](facts)
  return { to: facts.to, subject: oneLine(`${it.subject} / ${en.subject}`), text: `${it.text}\n\n— English —\n\n${en.text}${SIGNATURE}` }
}

/** A name cannot add a header. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ')
}
