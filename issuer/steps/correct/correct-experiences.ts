import { isDeepStrictEqual } from 'node:util'
import type { Outcome } from '../../../credential/attestation/attestation.ts'
import type { Transaction } from '../../db/database.ts'
import { readLearning } from '../read-learning.ts'

type Experience = Outcome['learning']['experiences'][number]

/**
 * What was wrong on a document of trasparenza about an experience is put right in the dossier too, so that what is issued of it next is not
 * wrong again. Only what the rettifica changed, and where the dossier still says what was wrong: the rest may have been put right since.
 *
 * @returns how many experiences of the dossier were put right
 */
export async function correctExperiences(
  { caseId, was, is }: { caseId: string; was: readonly Experience[]; is: readonly Experience[] },
  tx: Pick<Transaction, 'rows'>,
): Promise<number> {
  const rows = await tx.rows<{ id: string }>('SELECT id FROM case_experience WHERE case_id = $1 ORDER BY position', [caseId])
  const { experiences: told } = await readLearning(caseId, tx)
  const open = new Map(rows.flatMap(({ id }, index) => (told[index] === undefined ? [] : [[index, { id, says: told[index] }]])))
  let righted = 0
  for (const [index, before] of was.entries()) {
    const after = is[index]
    const says = (at: number) => isDeepStrictEqual({ ...open.get(at)?.says }, { ...before })
    // At the place where it was sealed, or wherever it stands by now.
    const at = says(index) ? index : [...open.keys()].find(says)
    const row = at === undefined ? undefined : open.get(at)
    if (at === undefined || row === undefined) continue
    open.delete(at)
    if (after === undefined || isDeepStrictEqual({ ...before }, { ...after })) continue
    await tx.rows('UPDATE case_experience SET title = $2, employer = $3, from_day = $4, until_day = $5, hours = $6 WHERE id = $1', [
      row.id,
      after.title,
      after.organisation ?? null,
      after.from ?? null,
      after.until ?? null,
      after.hours ?? null,
    ])
    righted += 1
  }
  return righted
}
