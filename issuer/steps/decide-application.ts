import { advance, type Reason } from '../procedure/advance.ts'
import { requireNothingMissing } from '../procedure/missing-for.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { fileDocument } from './file-document.ts'
import type { World } from './world.ts'

/**
 * The body looks at the application, whether evidence and competences go together, and says yes or no, with reasons (L. 241/1990
 * artt. 2-3). Whoever is refused is told where they may turn to.
 */
export async function decideApplication(
  input: FileInput & { readonly admitted: boolean; readonly reason: Reason },
  world: World,
): Promise<null> {
  const { actor, admitted, reason } = input
  const act = admitted ? 'admit' : 'reject'
  return changeFile(
    input,
    {
      action: act,
      task: 'assessment',
      during: ['domanda_presentata'],
      input: { reason },
      work: async ({ file, tx, at }) => {
        const { organisationId, id: caseId } = file
        await requireNothingMissing(act, file, tx)
        await advance({ record: file, act, actor, at, reason }, tx)
        await tx.rows('UPDATE case_application SET decided_at = $2, decided_by = $3, admitted = $4, reason = $5 WHERE case_id = $1', [
          caseId,
          at,
          actor.accountId,
          admitted,
          reason.text.trim(),
        ])
        const document = admitted
          ? { class: 'esito-domanda', title: 'Comunicazione di ammissione' }
          : { class: 'diniego', title: 'Diniego motivato della domanda' }
        await fileDocument({ organisationId, caseId, ...document, at }, tx)
        tx.outbox({ organisationId, topic: 'application.decided', payload: { caseId } })
        return null
      },
    },
    world,
  )
}
