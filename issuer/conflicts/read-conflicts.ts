import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { PROCEDURE } from '../procedure/procedure.ts'
import { rulePackOf } from '../rule-pack/rule-pack.ts'
import { type Judged, judgePair, type Tie } from './judge-pair.ts'

export interface ReadConflictsInput {
  readonly chamberId: string
  readonly caseIds: readonly string[]
  /** Only these; everybody on the roster today where it is left out. */
  readonly expertIds?: readonly string[] | undefined
  /** Its members instead, whether or not they are still on the roster. */
  readonly commissionId?: string
  readonly at: Date
}

export interface RosterLine {
  readonly id: string
  readonly name: string
  readonly sectors: readonly string[]
  readonly sections: readonly string[]
  readonly roles: readonly string[]
  readonly employerId: string | undefined
  /** Whether there is an address to write to: the one that the person's own login gave. */
  readonly reachable: boolean
}

/** Experts of a Chamber beside candidates, each pair judged by the rules of the candidate's case. */
export interface Conflicts {
  readonly experts: readonly RosterLine[]
  judged(pair: { expertId: string; caseId: string }): Judged
  /** Whether the expert works, or lately worked, for the body that presents the candidate. */
  ofBody(pair: { expertId: string; caseId: string }): boolean
}

interface ExpertRow {
  id: string
  name: string
  sectors: string[]
  sections: string[]
  roles: string[]
  employer_id: string | null
  tax_code_key: string
  reachable: boolean
}
interface TieRow {
  expert_id: string
  relation: Tie['relation']
  tax_code_key: string | null
  body_id: string | null
  until: string | null
}
interface CandidateRow {
  id: string
  body_id: string
  tax_code_keys: string[]
  rule_pack_id: string
  rule_pack_version: string
}

/** What a body does in a case: whoever did it has followed the person. */
const OF_THE_BODY = Object.entries(PROCEDURE).flatMap(([act, { by }]) => (by === 'body' ? [act] : []))

/**
 * What the Chamber wrote down of its experts, and what their login shows: whoever followed the case for the body is a tutor of its person.
 * Tax codes stay in here: what comes out says what was found, never of which code.
 */
export async function readConflicts(
  { chamberId, caseIds, expertIds, commissionId, at }: ReadConflictsInput,
  db: Pick<Transaction, 'rows'>,
): Promise<Conflicts> {
  const day = dayInRome(at)
  const asked = [chamberId, expertIds ?? null, commissionId ?? null] as const
  const experts = await db.rows<ExpertRow>(
    `SELECT e.id, e.name, e.sectors, e.sections, e.roles, e.employer_id, e.tax_code_key, x.email IS NOT NULL AS reachable
     FROM expert e LEFT JOIN account x ON x.id = e.account_id
     WHERE e.organisation_id = $1 AND ($2::uuid[] IS NULL OR e.id = ANY ($2)) AND CASE WHEN $3::uuid IS NULL
       THEN e.retired_on IS NULL OR e.retired_on > $4::date
       ELSE EXISTS (SELECT 1 FROM commission_member m WHERE m.commission_id = $3 AND m.expert_id = e.id) END
     ORDER BY e.name, e.id`,
    [...asked, day],
  )
  const ties = await db.rows<TieRow>(
    `SELECT expert_id, relation, tax_code_key, body_id, ended_on::text AS until FROM expert_tie
     WHERE organisation_id = $1 AND ($2::uuid[] IS NULL OR expert_id = ANY ($2)) AND withdrawn_at IS NULL
       AND ($3::uuid IS NULL OR expert_id IN (SELECT m.expert_id FROM commission_member m WHERE m.commission_id = $3))`,
    asked,
  )
  const candidates = await db.rows<CandidateRow>(
    `SELECT k.id, k.organisation_id AS body_id, k.rule_pack_id, k.rule_pack_version, c.tax_code_keys
     FROM ivc_case k JOIN (SELECT case_id, array_agg(tax_code_key) AS tax_code_keys FROM attesta_codes_of_cases($1) GROUP BY case_id) c
       ON c.case_id = k.id`,
    [caseIds],
  )
  const followed = await db.rows<{ case_id: string; expert_id: string }>('SELECT case_id, expert_id FROM attesta_followed_by($1, $2, $3)', [
    caseIds,
    chamberId,
    OF_THE_BODY,
  ])
  const followers = new Set(followed.map((row) => pairOf({ expertId: row.expert_id, caseId: row.case_id })))
  const tiesOf = new Map<string, TieRow[]>()
  for (const tie of ties) tiesOf.set(tie.expert_id, [...(tiesOf.get(tie.expert_id) ?? []), tie])
  const known = new Map(experts.map((row) => [row.id, knownExpert(row, tiesOf.get(row.id) ?? [])]))
  const presented = new Map(candidates.map((row) => [row.id, row]))
  const judged: Conflicts['judged'] = ({ expertId, caseId }) => {
    const expert = known.get(expertId)
    const row = presented.get(caseId)
    if (expert === undefined || row === undefined) throw new Error('a pair that was not asked for')
    const { commission: rules } = rulePackOf({ id: row.rule_pack_id, version: row.rule_pack_version })
    const taxCodeKeys = row.tax_code_keys
    const tutored = followers.has(pairOf({ expertId, caseId }))
    const own = tutored ? taxCodeKeys.slice(0, 1).map((taxCodeKey) => ({ relation: 'tutor', taxCodeKey }) as const) : []
    return judgePair({ expert: { ...expert, ties: [...expert.ties, ...own] }, candidate: { taxCodeKeys, bodyId: row.body_id }, rules, day })
  }
  return {
    experts: experts.map(({ id, name, sectors, sections, roles, employer_id, reachable }) => ({
      id,
      name,
      sectors,
      sections,
      roles,
      employerId: employer_id ?? undefined,
      reachable,
    })),
    judged,
    ofBody(pair) {
      const found = judged(pair)
      const employer = known.get(pair.expertId)?.employerId
      const employed = employer !== undefined && employer === presented.get(pair.caseId)?.body_id
      return employed || (found.verdict !== 'free' && found.finding.why === 'presenting-body')
    },
  }
}

const pairOf = ({ expertId, caseId }: { expertId: string; caseId: string }) => `${expertId} ${caseId}`

function knownExpert({ tax_code_key, employer_id }: ExpertRow, ties: readonly TieRow[]) {
  return {
    taxCodeKey: tax_code_key,
    ...(employer_id !== null && { employerId: employer_id }),
    ties: ties.flatMap(({ relation, tax_code_key: taxCodeKey, body_id: bodyId, until }): Tie[] => {
      const dated = until === null ? {} : { until }
      if (relation === 'ente') return bodyId === null ? [] : [{ relation, bodyId, ...dated }]
      return taxCodeKey === null ? [] : [{ relation, taxCodeKey, ...dated }]
    }),
  }
}
