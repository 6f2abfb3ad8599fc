import type { KeyWrapping } from '../../keys/index.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { composeMail } from '../mail/compose-mail.ts'
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
 * The letters of a case: how far each has come, and what it says, in both languages. A link that opens the case to whoever has it is not
 * shown again.
 *
 * @throws AttestaError `case.unknown`
 */
export async function readLetters({ caseId, actor, issuerUrl, wrapping }: LettersInput, db: Database) {
  const organisationId = actor.role === 'officer' ? actor.organisation.id : ''
  await readFile({ caseId, organisationId }, db)
  const letters = await lettersAbout({ caseId, organisationId }, db)
  return Promise.all(
    letters
      .filter(({ topic }) => Object.hasOwn(LETTERS, topic))
      .map(async ({ id, topic, payload, created_at, done_at, failed_at, bounced_at, bounce_code }) => {
        const all = await readMailFacts({ topic, payload }, { db, issuerUrl, wrapping })
        const shown = all.map((facts) => (topic === 'citizen.link' ? { ...facts, link: `${issuerUrl}/…` } : facts))
        const mails = shown.flatMap((facts) => {
          const mail = composeMail({ topic, facts })
          return mail === undefined ? [] : [{ to: mail.to, ...LETTERS[topic](facts) }]
        })
        return {
          id,
          topic,
          at: created_at,
          state: stateOf({ done_at, failed_at, bounced_at, mails: mails.length }),
          ...(done_at !== null && { sentAt: done_at }),
          ...(bounced_at !== null && { bouncedAt: bounced_at, code: bounce_code ?? '' }),
          mails,
        }
      }),
  )
}

export type LetterState = 'queued' | 'sent' | 'bounced' | 'given-up' | 'nobody'

function stateOf({
  done_at,
  failed_at,
  bounced_at,
  mails,
}: Pick<LetterRow, 'done_at' | 'failed_at' | 'bounced_at'> & { mails: number }): LetterState {
  if (bounced_at !== null) return 'bounced'
  if (failed_at !== null) return 'given-up'
  if (mails === 0) return 'nobody'
  return done_at === null ? 'queued' : 'sent'
}
