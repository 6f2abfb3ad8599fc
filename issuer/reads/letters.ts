import type { KeyWrapping } from '../../keys/index.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { LETTERS } from '../mail/letters.ts'
import { type LetterRow, lettersAbout } from '../mail/letters-about.ts'
import { readMailFacts } from '../mail/read-mail-facts.ts'
import { readFile } from '../steps/lock-case.ts'

export interface LettersInput {
  readonly caseId: string
  readonly actor: Actor
  readonly issuerUrl: string
  readonly wrapping: KeyWrapping
}

/**
 * The letters of a case: how far each has come, and what it says, in both languages. What left for nobody, since there was no address, says
 * so whatever address is known by now: somebody has to tell it. A link that opens the case to whoever has it is not
 * shown again.
 *
 * @throws AttestaError `case.unknown`
 */
export async function readLetters({ caseId, actor, issuerUrl, wrapping }: LettersInput, db: Database) {
  const organisationId = actor.role === 'officer' ? actor.organisation.id : ''
  await readFile({ caseId, organisationId }, db)
  const letters = await lettersAbout({ caseId, organisationId }, db)
  const all = await Promise.all(
    letters
      .filter(({ topic }) => Object.hasOwn(LETTERS, topic))
      .map(async ({ id, topic, payload, created_at, done_at, failed_at, bounced_at, bounce_code, sent, handed_at }) => {
        const facts = await readMailFacts({ topic, payload }, { db, issuerUrl, wrapping })
        const shown = facts.map((one) => (topic === 'citizen.link' ? { ...one, link: `${issuerUrl}/…` } : one))
        const mails = shown.map((facts) => ({ to: facts.to, ...LETTERS[topic](facts) }))
        const addressed = mails.filter(({ to }) => to !== '').length
        const state = stateOf({ done_at, failed_at, bounced_at, handed_at, sent: sent ?? addressed })
        return {
          id,
          topic,
          at: created_at,
          state,
          ...(done_at !== null && { sentAt: done_at }),
          ...(handed_at !== null && { handedAt: handed_at }),
          ...(bounced_at !== null && { bouncedAt: bounced_at, code: bounce_code ?? '' }),
          mails,
          overtaken: mails.length === 0,
          again: state === 'nobody' || state === 'handed' ? addressed > 0 : state !== 'queued' && mails.length > 0,
        }
      }),
  )
  // What was never a letter (its link was taken back before it left) is none now.
  return all.filter(({ state, mails }) => state !== 'nobody' || mails.length > 0)
}

export type LetterState = 'queued' | 'sent' | 'bounced' | 'given-up' | 'nobody' | 'handed'

export function stateOf({
  done_at,
  failed_at,
  bounced_at,
  handed_at,
  sent,
}: Pick<LetterRow, 'done_at' | 'failed_at' | 'bounced_at' | 'handed_at'> & { sent: number }): LetterState {
  if (handed_at !== null && (failed_at !== null || sent === 0)) return 'handed'
  if (bounced_at !== null) return 'bounced'
  if (failed_at !== null) return 'given-up'
  if (sent === 0) return 'nobody'
  return done_at === null ? 'queued' : 'sent'
}
