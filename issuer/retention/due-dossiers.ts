import { dayInRome } from '../../credential/time.ts'
import type { Database } from '../db/database.ts'
import { keptUntil } from '../dossier/kept-until.ts'
import { type CaseState, isEnd, STATES } from '../procedure/procedure.ts'
import { type RulePack, rulePackOf } from '../rule-pack/rule-pack.ts'

/** States in which a body writes nothing more about the person: from then on the years of the rules are counted. */
export const OVER: readonly CaseState[] = STATES.filter((state) => state === 'rilasciato' || isEnd(state))

/** Day from which a dossier must be gone; undefined while the case goes on, and where the rules keep it for good. */
export function erasureDay({ state, since, rulePack }: { state: CaseState; since: Date; rulePack: RulePack }): string | undefined {
  return OVER.includes(state) ? keptUntil({ rulePack, class: 'dossier', from: dayInRome(since) }) : undefined
}

export interface DueDossier {
  readonly caseId: string
  readonly organisationId: string
  readonly number: string
  /** Calendar date. */
  readonly due: string
}

/** Dossiers whose time is over, the longest overdue first. */
export async function dueDossiers({ at, most }: { at: Date; most: number }, db: Pick<Database, 'rows'>): Promise<DueDossier[]> {
  const packs = await db.rows<{ id: string; version: string }>(
    'SELECT DISTINCT rule_pack_id AS id, rule_pack_version AS version FROM ivc_case',
  )
  const today = dayInRome(at)
  const due: DueDossier[] = []
  for (const pack of packs) {
    const rulePack = rulePackOf(pack)
    const rows = await db.rows<{ id: string; organisation_id: string; number: string; state: CaseState; since: Date }>(
      `SELECT k.id, k.organisation_id, k.number, k.state, t.at AS since
       FROM ivc_case k JOIN LATERAL (SELECT at FROM case_transition WHERE case_id = k.id ORDER BY id DESC LIMIT 1) t ON true
       WHERE k.rule_pack_id = $1 AND k.rule_pack_version = $2 AND k.state = ANY ($3) AND t.at < $4::timestamptz - interval '364 days'
         AND NOT EXISTS (SELECT 1 FROM case_erasure e WHERE e.case_id = k.id)
       ORDER BY t.at LIMIT $5`,
      [pack.id, pack.version, OVER, at, most],
    )
    for (const { id, organisation_id: organisationId, number, state, since } of rows) {
      const day = erasureDay({ state, since, rulePack })
      if (day !== undefined && day <= today) due.push({ caseId: id, organisationId, number, due: day })
    }
  }
  return due.sort((a, b) => (a.due < b.due ? -1 : 1)).slice(0, most)
}
