import type { Database } from '../db/database.ts'
import { takesEvidence } from '../steps/hand-over.ts'
import type { CaseFile } from '../steps/lock-case.ts'
import { readReceivers } from '../steps/read-receivers.ts'

/** Before a case is handed over: who may carry on, what goes to them, and what stays with whom the person gave it to. */
export async function readHandOver({ file, at }: { file: CaseFile; at: Date }, db: Pick<Database, 'rows'>) {
  const [bodies, [counted]] = await Promise.all([
    readReceivers({ organisationId: file.organisationId, at }, db),
    db.rows<{ experiences: number; competences: number; documents: number; evidence: number; hours: number }>(
      `SELECT (SELECT count(*)::int FROM case_experience WHERE case_id = $1) AS experiences,
         (SELECT count(*)::int FROM case_competence WHERE case_id = $1) AS competences,
         (SELECT count(*)::int FROM case_document WHERE case_id = $1) AS documents,
         (SELECT count(*)::int FROM case_evidence WHERE case_id = $1 AND erased_at IS NULL) AS evidence,
         (SELECT count(*)::int FROM case_hours WHERE case_id = $1) AS hours`,
      [file.id],
    ),
  ])
  return { bodies, ...counted, takesEvidence: takesEvidence(file.state) }
}
