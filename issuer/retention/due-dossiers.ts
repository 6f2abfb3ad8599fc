import { dayInRome } from '../../credential/time.ts'
import type { Database } from '../db/database.ts'
import { keptUntil } from '../dossier/kept-until.ts'
import { type CaseState, isEnd, STATES } from '../procedure/procedure.ts'
import { PACKS, type RulePack } from '../rule-pack/rule-pack.ts'
import { LAST_STEP, STILL_NEEDED } from './last-step.ts'

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

export interface DueInput {
  readonly at: Date
  readonly most: number
  /** Cases that are left out: they were tried in this round. */
  readonly except?: readonly string[]
  /** Told of rules under which cases stand and that are not here: nobody can say how long their dossiers are kept. */
  readonly onUnknownRules?: (pack: { readonly id: string; readonly version: string }) => unknown
}

/** Dossiers whose time is over, the longest overdue first. */
export async function dueDossiers(
  { at, most, except = [], onUnknownRules = () => undefined }: DueInput,
  db: Pick<Database, 'rows'>,
): Promise<DueDossier[]> {
  const packs = await db.rows<{ id: string; version: string }>(
    'SELECT DISTINCT rule_pack_id AS id, rule_pack_version AS version FROM ivc_case',
  )
  const today = dayInRome(at)
  const due: DueDossier[] = []
  for (const pack of packs) {
    const rulePack = PACKS.find(({ id, version }) => id === pack.id && version === pack.version)
    if (rulePack === undefined) {
      onUnknownRules(pack)
      continue
    }
    const rows = await db.rows<{ id: string; organisation_id: string; number: string; state: CaseState; since: Date }>(
      `SELECT k.id, k.organisation_id, k.number, k.state, s.at AS since
       FROM ivc_case k JOIN LATERAL (SELECT ${LAST_STEP} AS at) s ON true
       WHERE k.rule_pack_id = $1 AND k.rule_pack_version = $2 AND k.state = ANY ($3) AND k.id <> ALL ($6::uuid[])
         AND s.at < $4::timestamptz - interval '364 days' AND NOT EXISTS (SELECT 1 FROM case_erasure e WHERE e.case_id = k.id)
         AND NOT ${STILL_NEEDED}
       ORDER BY s.at LIMIT $5`,
      [pack.id, pack.version, OVER, at, most, except],
    )
    for (const { id, organisation_id: organisationId, number, state, since } of rows) {
      const day = erasureDay({ state, since, rulePack })
      if (day !== undefined && day <= today) due.push({ caseId: id, organisationId, number, due: day })
    }
  }
  return due.sort((a, b) => (a.due < b.due ? -1 : 1)).slice(0, most)
}
