import type { Actor } from '../auth/actor.ts'
import { lettersToMembers } from '../mail/letters-about.ts'
import { readMailFacts } from '../mail/read-mail-facts.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface ResendMemberLetterInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly commissionId: string
  readonly letterId: string
}

/**
 * A Chamber sends a letter to a member of one of its commissions again, to the address that is known now. One that is waiting goes by
 * itself; one of which nothing holds any more, since the sitting was moved or called off or the member has answered, is not sent.
 *
 * @throws AttestaError `appoint.not-allowed`, `appointment.unknown`, `letter.unknown`, `letter.waiting`, `letter.overtaken`
 */
export async function resendMemberLetter(
  { actor, idempotencyKey: key, commissionId, letterId }: ResendMemberLetterInput,
  { db, issuerUrl, wrapping }: Pick<World, 'db' | 'issuerUrl' | 'wrapping'>,
): Promise<null> {
  const organisationId = actor.organisation.id
  return db.transaction({ organisationId, key, action: 'letter.resend', input: { commissionId, letterId } }, async (tx) => {
    requireThat(actor.role === 'chamber', 'appoint.not-allowed', { role: actor.role })
    // Two that press at the same moment send one letter: the second sees it waiting.
    const known = await tx.row('SELECT id FROM commission WHERE id = $1 AND organisation_id = $2', [commissionId, organisationId])
    requireThat(known !== undefined, 'appointment.unknown')
    await tx.rows('SELECT pg_advisory_xact_lock(hashtextextended($1, 13))', [commissionId])
    const letter = (await lettersToMembers({ commissionId, organisationId }, tx)).find(({ id }) => id === letterId)
    requireThat(letter !== undefined, 'letter.unknown')
    requireThat(letter.done_at !== null || letter.failed_at !== null, 'letter.waiting')
    requireThat((await readMailFacts(letter, { db: tx, issuerUrl, wrapping })).length > 0, 'letter.overtaken')
    await tx.rows(
      `UPDATE outbox SET done_at = NULL, failed_at = NULL, bounced_at = NULL, bounce_code = NULL, sent = NULL, attempts = 0, available_at = now()
       WHERE id = $1 AND organisation_id = $2`,
      [letterId, organisationId],
    )
    tx.audit({ organisationId, action: 'letter.resent', actor: actor.accountId, subject: commissionId, facts: { topic: letter.topic } })
    return null
  })
}
