import type { Actor } from '../auth/actor.ts'
import { lockCase } from './lock-case.ts'
import { lockSitting } from './lock-sitting.ts'
import { readTies } from './read-ties.ts'
import { judgesOf, requireJudges } from './require-judges.ts'
import { requireNoTie } from './require-no-tie.ts'
import { requireQuorum } from './require-quorum.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface JudgeCompetenceInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  readonly caseId: string
  readonly competenceId: string
  readonly outcome: 'certificata' | 'non certificata'
  readonly reason: string
  /** RFC 3339: when the judgement was given that this one takes the place of, as whoever writes has read it. */
  readonly over?: string | undefined
}

/**
 * One judgement per competence, collective and reasoned (domain.md §2.2 rule 5). It may be rewritten until the minutes close: one's own
 * at any time, another member's only by whoever has read it.
 *
 * @throws AttestaError `sitting.judged-meanwhile`
 */
export async function judgeCompetence(input: JudgeCompetenceInput, { db, now }: World): Promise<null> {
  const { actor, sittingId, caseId, competenceId, outcome, reason, over } = input
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: 'judge-competence',
    input: { sittingId, caseId, competenceId, outcome, reason, over: over ?? null },
  }
  return db.transaction(request, async (tx) => {
    const sitting = await lockSitting(sittingId, actor, tx)

    requireThat(sitting.state === 'open', 'sitting.not-open', { state: sitting.state })
    requireThat(sitting.caseIds.includes(caseId), 'sitting.candidate-unknown')
    requireThat(sitting.me.present, 'sitting.absent')
    requireQuorum({ sitting, caseIds: [caseId] })
    const at = now()
    const record = await lockCase(caseId, tx)
    const ties = await readTies({ sitting, at }, tx)
    requireNoTie({ members: [sitting.me], caseIds: [caseId], ties })
    requireJudges({ sitting, records: [record], ties })
    const { judges } = judgesOf({ sitting, record, ties })
    requireThat(
      record.competences.some(({ id }) => id === competenceId),
      'sitting.competence-unknown',
    )
    const { reasonMinimumLength } = record.rulePack.judgement
    requireThat(reason.trim().length >= reasonMinimumLength, 'sitting.reason-too-short', { needed: reasonMinimumLength })
    const [given] = await tx.rows<{ judged_by: string; judged_at: Date }>(
      'SELECT judged_by, judged_at FROM judgement WHERE sitting_id = $1 AND competence_id = $2',
      [sittingId, competenceId],
    )
    const read = given === undefined || given.judged_by === actor.accountId || given.judged_at.toISOString() === over
    requireThat(read, 'sitting.judged-meanwhile')

    await tx.rows(
      `INSERT INTO judgement (sitting_id, organisation_id, case_id, competence_id, outcome, reason, judged_by, judged_at, panel)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (sitting_id, competence_id) DO UPDATE SET outcome = $5, reason = $6, judged_by = $7, judged_at = $8, panel = $9`,
      [
        sittingId,
        actor.organisation.id,
        caseId,
        competenceId,
        outcome,
        reason.trim(),
        actor.accountId,
        at,
        judges.map(({ expertId }) => expertId),
      ],
    )
    tx.audit({
      organisationId: actor.organisation.id,
      action: 'competence.judged',
      actor: actor.accountId,
      subject: sittingId,
      facts: { caseId, competenceId, certified: outcome === 'certificata' },
    })
    return null
  })
}
