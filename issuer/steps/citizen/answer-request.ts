import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import type { AccessInput } from './give-access.ts'
import { lockOwnCase } from './lock-own-case.ts'

export interface AnswerInput extends AccessInput {
  readonly requestId: string
  readonly accepted: boolean
  /** Said to the person: what is done, or why not (L. 241/1990 art. 3). */
  readonly answer: string
}

/** @throws AttestaError `case.unknown`, `case.wrong-office`, `case.no-task`, `request-of-person.unknown`, `request-of-person.answered`, `request-of-person.reason` */
export async function answerRequest(input: AnswerInput, { db, now }: Pick<World, 'db' | 'now'>): Promise<null> {
  const { actor, idempotencyKey: key, caseId, requestId, accepted } = input
  const organisationId = actor.organisation.id
  const answer = input.answer.trim()
  const action = 'citizen.answer'
  return db.transaction({ organisationId, key, action, input: { caseId, requestId, accepted, answer } }, async (tx) => {
    const { rulePack } = await lockOwnCase({ caseId, actor, seen: input.seen }, tx)
    const found = await tx.row<{ state: string }>('SELECT state FROM citizen_request WHERE id = $1 AND case_id = $2 FOR UPDATE', [
      requestId,
      caseId,
    ])
    requireThat(found !== undefined, 'request-of-person.unknown')
    requireThat(found.state === 'open', 'request-of-person.answered')
    const minimum = rulePack.judgement.reasonMinimumLength
    requireThat(answer.length >= minimum, 'request-of-person.reason', { minimum })
    await tx.rows('UPDATE citizen_request SET state = $2, answer = $3, answered_at = $4, answered_by = $5 WHERE id = $1', [
      requestId,
      accepted ? 'accepted' : 'refused',
      answer,
      now(),
      actor.accountId,
    ])
    tx.audit({ organisationId, action, actor: actor.accountId, subject: caseId, facts: { requestId, accepted } })
    tx.outbox({ organisationId, topic: 'citizen.answered', payload: { requestId } })
    return null
  })
}
