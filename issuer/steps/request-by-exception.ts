import { advance, type Reason, requireAct } from '../procedure/advance.ts'
import { requireNothingMissing } from '../procedure/missing-for.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { askForCommission } from './request-commission.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface RequestByExceptionInput extends FileInput {
  readonly chamberId: string
  /** How the commission is to examine, because nobody assessed before it. */
  readonly methods: readonly string[]
  readonly mode: 'presential' | 'online' | 'blended'
  readonly reason: Reason
}

/**
 * By way of exception the person goes to the exam without a Documento di validazione, with their Documento di trasparenza and the
 * evidence: only where the rule pack opens it (Lazio), and with the reasons why.
 *
 * @throws AttestaError `case.by-exception` where it is not open, `case.incomplete`, `case.reason-missing`, `plan.method`
 */
export async function requestByException(input: RequestByExceptionInput, world: World): Promise<{ id: string }> {
  const { actor, caseId, chamberId, methods, mode, reason } = input
  return changeFile(
    input,
    {
      action: 'request-commission-by-exception',
      task: 'tutoring',
      during: ['ammessa'],
      input: { chamberId, methods, mode, reason },
      work: async ({ file, tx, at }) => {
        const { rulePack } = file
        const unknown = methods.find((method) => !rulePack.assessmentMethods.some(({ it }) => it === method))
        requireThat(methods.length > 0 && unknown === undefined, 'plan.method', { method: unknown ?? '' })
        await tx.rows('UPDATE ivc_case SET assessment = $2 WHERE id = $1', [
          caseId,
          { type: methods.join(', '), mode, idVerification: 'with-id' },
        ])
        requireAct({ record: file, act: 'request-commission-by-exception', actor })
        await requireNothingMissing('request-commission-by-exception', file, tx)
        await advance({ record: file, act: 'request-commission-by-exception', actor, at, reason }, tx)
        return askForCommission({ file, chamberId, note: reason.text, actor, at }, tx)
      },
    },
    world,
  )
}
