import { advance } from '../procedure/advance.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { fileDocument } from './file-document.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface Plan {
  readonly interviewAt: Date
  readonly place: string
  /** E.g. `colloquio`, `prova pratica`: what the rule pack lets an assessment be made of. */
  readonly methods: readonly string[]
  readonly mode: 'presential' | 'online' | 'blended'
  readonly note?: string | undefined
}

/** The plan of the assessment: when, where and how the person will be heard and seen at work. They are told. */
export async function planAssessment(input: FileInput & { readonly plan: Plan }, world: World): Promise<null> {
  const { actor, plan } = input
  return changeFile(
    input,
    {
      action: 'plan-assessment',
      task: 'assessment',
      during: ['ammessa'],
      input: { plan },
      work: async ({ file, tx, at }) => {
        const { organisationId, id: caseId, rulePack } = file
        requireThat(plan.interviewAt > at, 'plan.in-the-past')
        const unknown = plan.methods.find((method) => !rulePack.assessmentMethods.some(({ it }) => it === method))
        requireThat(plan.methods.length > 0 && unknown === undefined, 'plan.method', { method: unknown ?? '' })
        await tx.rows(
          `INSERT INTO case_plan (case_id, organisation_id, interview_at, place, methods, note, planned_by, planned_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          [caseId, organisationId, plan.interviewAt, plan.place.trim(), plan.methods, plan.note?.trim() ?? '', actor.accountId, at],
        )
        await tx.rows('UPDATE ivc_case SET assessment = $2 WHERE id = $1', [
          caseId,
          { type: plan.methods.join(', '), mode: plan.mode, idVerification: 'with-id' },
        ])
        await fileDocument({ organisationId, caseId, class: 'piano-accertamento', title: "Piano dell'accertamento", at }, tx)
        await advance({ record: file, act: 'plan-assessment', actor, at }, tx)
        tx.outbox({ organisationId, topic: 'assessment.planned', payload: { caseId } })
        return null
      },
    },
    world,
  )
}
