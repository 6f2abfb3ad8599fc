import type { Transaction } from '../db/database.ts'
import { fileDocument } from './file-document.ts'
import type { CaseFile } from './lock-case.ts'
import { requireThat } from './require-that.ts'

export interface Plan {
  readonly interviewAt: Date
  readonly place: string
  /** E.g. `colloquio`, `prova pratica`: what the rule pack lets an assessment be made of. */
  readonly methods: readonly string[]
  readonly mode: 'presential' | 'online' | 'blended'
  readonly note?: string | undefined
}

export interface WrittenPlan {
  /** Under its lock. */
  readonly file: CaseFile
  readonly plan: Plan
  /** Of the document that it leaves in the file. */
  readonly title: string
  readonly by: string
  readonly at: Date
}

/**
 * Writes down when, where and how the person is assessed, in the place of what was planned before; files the document and tells the person.
 *
 * @throws AttestaError `plan.in-the-past`, `plan.method`
 */
export async function writePlan({ file, plan, title, by, at }: WrittenPlan, tx: Transaction): Promise<void> {
  const { organisationId, id: caseId, rulePack } = file
  requireThat(plan.interviewAt > at, 'plan.in-the-past')
  const unknown = plan.methods.find((method) => !rulePack.assessmentMethods.some(({ it }) => it === method))
  requireThat(plan.methods.length > 0 && unknown === undefined, 'plan.method', { method: unknown ?? '' })
  const kept = await tx.row<{ former_at: Date | null }>(
    `INSERT INTO case_plan AS was (case_id, organisation_id, interview_at, place, methods, note, planned_by, planned_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (case_id) DO UPDATE SET interview_at = $3, place = $4, methods = $5, note = $6, planned_by = $7, planned_at = $8,
       former_at = was.interview_at RETURNING former_at`,
    [caseId, organisationId, plan.interviewAt, plan.place.trim(), plan.methods, plan.note?.trim() ?? '', by, at],
  )
  await tx.rows('UPDATE ivc_case SET assessment = $2 WHERE id = $1', [
    caseId,
    { type: plan.methods.join(', '), mode: plan.mode, idVerification: 'with-id' },
  ])
  await fileDocument({ organisationId, caseId, class: 'piano-accertamento', title, at }, tx)
  const former = kept?.former_at
  const told = { interviewAt: plan.interviewAt.toISOString(), place: plan.place.trim(), ...(former && { formerAt: former.toISOString() }) }
  tx.outbox({ organisationId, topic: 'assessment.planned', payload: { caseId, ...told } })
}
