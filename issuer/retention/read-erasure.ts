import { dayInRome } from '../../credential/time.ts'
import type { Database } from '../db/database.ts'
import { evidenceKeptUntil } from '../dossier/kept-until.ts'
import type { CaseState } from '../procedure/procedure.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { erasureDay, OVER } from './due-dossiers.ts'
import { LAST_STEP } from './last-step.ts'

export interface Erasure {
  readonly erasedAt?: Date
  /** Calendar date; undefined while the case goes on, and where the rules keep the dossier for good. */
  readonly eraseOn?: string
  /** Calendar date for each class of evidence that is kept for less than the dossier; empty while the case goes on. */
  readonly evidence: Readonly<Record<string, string>>
}

/** When the dossier of a case was removed, or is to be: the one answer that the person and the body are given. */
export async function readErasure(caseId: string, db: Pick<Database, 'rows'>): Promise<Erasure> {
  const [row] = await db.rows<{ state: CaseState; since: Date; pack: string; version: string; erased_at: Date | null }>(
    `SELECT k.state, k.rule_pack_id AS pack, k.rule_pack_version AS version, e.erased_at, ${LAST_STEP} AS since
     FROM ivc_case k LEFT JOIN case_erasure e ON e.case_id = k.id WHERE k.id = $1`,
    [caseId],
  )
  if (row === undefined) return { evidence: {} }
  if (row.erased_at !== null) return { erasedAt: row.erased_at, evidence: {} }
  const rulePack = rulePackOf({ id: row.pack, version: row.version })
  const eraseOn = erasureDay({ ...row, rulePack })
  const own = OVER.includes(row.state) ? rulePack.evidence.filter(({ retention }) => retention !== undefined) : []
  const evidence = own.flatMap(({ class: of }) => {
    const day = evidenceKeptUntil({ rulePack, class: of, from: dayInRome(row.since) })
    return day === undefined ? [] : [[of, day] as const]
  })
  return { ...(eraseOn !== undefined && { eraseOn }), evidence: Object.fromEntries(evidence) }
}
