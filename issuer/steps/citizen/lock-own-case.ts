import type { Actor } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import { type CaseFile, lockFile } from '../lock-case.ts'
import { requireNotErased } from '../require-not-erased.ts'
import { requireThat } from '../require-that.ts'
import { requireUnchanged } from '../require-unchanged.ts'
import { shownCitizen } from '../shown.ts'

/**
 * A case of the actor's body, for what passes between the body and its person: it moves nothing in the procedure, so that a colleague
 * who is writing in the dossier meanwhile is not told that the case has changed.
 *
 * @throws AttestaError `case.unknown`, `case.wrong-office`, `case.no-task`, `case.erased`
 */
export async function lockOwnCase(
  { caseId, actor, seen }: { caseId: string; actor: Actor; seen: number | undefined },
  tx: Transaction,
): Promise<CaseFile> {
  const file = await lockFile({ caseId, organisationId: actor.organisation.id }, tx)
  requireThat(actor.role === 'officer', 'case.wrong-office', { role: actor.role })
  requireThat(actor.tasks.includes('reception') || actor.tasks.includes('tutoring'), 'case.no-task', { task: 'reception' })
  await requireUnchanged({ ...shownCitizen({ caseId, bodyId: file.organisationId }), version: seen }, tx)
  await requireNotErased(caseId, tx)
  return file
}
