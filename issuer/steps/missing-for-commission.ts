import type { Transaction } from '../db/database.ts'
import type { RulePack } from '../rule-pack/rule-pack.ts'

/** Documents that the rule pack wants in the file before a commission may be asked for, and that are not there yet. */
export async function missingForCommission(
  { id, rulePack }: { id: string; rulePack: RulePack },
  db: Pick<Transaction, 'rows'>,
): Promise<RulePack['documents']> {
  const filed = await db.rows<{ class: string }>('SELECT DISTINCT class FROM case_document WHERE case_id = $1', [id])
  const classes = new Set(filed.map((document) => document.class))
  return rulePack.documents.filter((document) => document.neededForCommission && !classes.has(document.class))
}
