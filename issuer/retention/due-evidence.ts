import { dayInRome } from '../../credential/time.ts'
import type { Database } from '../db/database.ts'
import { evidenceKeptUntil } from '../dossier/kept-until.ts'
import { PACKS } from '../rule-pack/rule-pack.ts'
import { type DueDossier, OVER } from './due-dossiers.ts'
import { LAST_STEP, STILL_NEEDED } from './last-step.ts'

/** Files of one class in one case whose time is over before that of the dossier. */
export interface DueEvidence extends DueDossier {
  readonly class: string
}

/** Cases under rules that are not here are told of by the round of the dossiers. */
export async function dueEvidence(
  { at, most, except = [] }: { readonly at: Date; readonly most: number; readonly except?: readonly string[] },
  db: Pick<Database, 'rows'>,
): Promise<DueEvidence[]> {
  const today = dayInRome(at)
  const due: DueEvidence[] = []
  for (const rulePack of PACKS) {
    const classes = rulePack.evidence.filter(({ retention }) => retention !== undefined).map((known) => known.class)
    if (classes.length === 0) continue
    const rows = await db.rows<{ id: string; organisation_id: string; number: string; class: string; since: Date }>(
      `SELECT k.id, k.organisation_id, k.number, e.class, s.at AS since
       FROM ivc_case k JOIN (SELECT DISTINCT case_id, class FROM case_evidence WHERE erased_at IS NULL AND class = ANY ($4)) e ON e.case_id = k.id
         JOIN LATERAL (SELECT ${LAST_STEP} AS at) s ON true
       WHERE k.rule_pack_id = $1 AND k.rule_pack_version = $2 AND k.state = ANY ($3) AND k.id <> ALL ($7::uuid[])
         AND s.at < $5::timestamptz - interval '364 days' AND NOT EXISTS (SELECT 1 FROM case_erasure x WHERE x.case_id = k.id)
         AND NOT ${STILL_NEEDED}
       ORDER BY s.at LIMIT $6`,
      [rulePack.id, rulePack.version, OVER, classes, at, most, except],
    )
    for (const { id: caseId, organisation_id: organisationId, number, class: evidenceClass, since } of rows) {
      const day = evidenceKeptUntil({ rulePack, class: evidenceClass, from: dayInRome(since) })
      if (day !== undefined && day <= today) due.push({ caseId, organisationId, number, due: day, class: evidenceClass })
    }
  }
  return due.sort((a, b) => (a.due < b.due ? -1 : 1)).slice(0, most)
}
