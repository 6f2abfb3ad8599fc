import type { KeyWrapping } from '../../keys/index.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { LETTERS } from '../mail/letters.ts'
import { lettersToMembers, type MemberLetterRow } from '../mail/letters-about.ts'
import { readMailFacts } from '../mail/read-mail-facts.ts'
import { requireThat } from '../steps/require-that.ts'
import { stateOf } from './letters.ts'

export interface LettersToMembersInput {
  readonly commissionId: string
  readonly actor: Actor
  readonly issuerUrl: string
  readonly wrapping: KeyWrapping
}

/**
 * What a Chamber wrote to the members of one of its commissions: as it was sent, or as it is going to be; how far it came; whether it can be
 * sent again, or something has come after it since.
 *
 * @throws AttestaError `appointment.unknown`
 */
export async function readLettersToMembers({ commissionId, actor, issuerUrl, wrapping }: LettersToMembersInput, db: Database) {
  const organisationId = actor.organisation.id
  const known = await db.rows('SELECT 1 FROM commission WHERE id = $1 AND organisation_id = $2', [commissionId, organisationId])
  requireThat(actor.role === 'chamber' && known.length > 0, 'appointment.unknown')
  const letters = await lettersToMembers({ commissionId, organisationId }, db)
  const all = await Promise.all(letters.map((letter) => viewOf(letter, { db, issuerUrl, wrapping })))
  // What was overtaken before it left was never a letter.
  return all.filter(({ mails }) => mails.length > 0)
}

async function viewOf(letter: MemberLetterRow, world: { db: Database; issuerUrl: string; wrapping: KeyWrapping }) {
  const { id, topic, payload, member, said, created_at, done_at, bounced_at, bounce_code, sent } = letter
  const now = (await readMailFacts({ topic, payload }, world)).map((facts) => ({ to: facts.to, ...LETTERS[topic](facts) }))
  const addressed = now.filter(({ to }) => to !== '').length
  const counted = stateOf({ ...letter, sent: sent ?? addressed })
  // One that had left, was asked for again, and was overtaken before it left a second time.
  const state = counted === 'nobody' && said?.some(({ to }) => to !== '') ? ('not-again' as const) : counted
  const left = state !== 'queued' && said !== null
  return {
    id,
    topic,
    member,
    at: created_at,
    state,
    ...(done_at !== null && { sentAt: done_at }),
    ...(bounced_at !== null && { bouncedAt: bounced_at, code: bounce_code ?? '' }),
    mails: left ? said : now,
    overtaken: now.length === 0,
    again: state === 'nobody' ? addressed > 0 : state !== 'queued' && now.length > 0,
  }
}
