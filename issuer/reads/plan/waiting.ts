import type { LocalizedText, Outcome, Qualification } from '../../../credential/attestation/attestation.ts'
import type { Database } from '../../db/database.ts'
import { compositionOf, type NeededCommission } from '../../rule-pack/composition-of.ts'
import { type RulePack, rulePackOf } from '../../rule-pack/rule-pack.ts'

/** Somebody for whom a commission was asked and none is appointed. */
export interface Waiting {
  readonly requestId: string
  readonly caseId: string
  readonly caseNumber: string
  readonly name: string
  readonly title: LocalizedText
  readonly body: { readonly id: string; readonly name: string }
  readonly sector: string
  readonly province: string
  /** The instant of the request: who waits longest is placed first. */
  readonly since: Date
  readonly rulePack: RulePack
  readonly needed: NeededCommission
  /** Cases of the same person that wait, too, under whichever of their codes. */
  readonly others?: ReadonlySet<string>
}

/** How many are planned for at once: more are nobody's week. */
export const MOST_AT_ONCE = 500

/** Whoever waits for a Chamber, `$1`. */
export const WAITS = `r.chamber_id = $1 AND r.commission_id IS NULL AND k.state = 'commissione_richiesta'`

interface Row {
  request_id: string
  case_id: string
  number: string
  name: string
  title: LocalizedText
  body_id: string
  body: string
  sector: string
  province: string
  requested_at: Date
  rule_pack_id: string
  rule_pack_version: string
  qualification: Qualification | null
  setting: Outcome['learning']['setting']
}

/** Who waits for this Chamber, the longest first; from 1, as many a page as are planned for at once. */
export async function readWaiting(
  { chamberId, page = 1 }: { chamberId: string; page?: number },
  db: Pick<Database, 'rows'>,
): Promise<Waiting[]> {
  const rows = await db.rows<Row>(
    `SELECT r.id AS request_id, k.id AS case_id, k.number, p.given_name || ' ' || p.family_name AS name, k.title, o.id AS body_id,
       o.name AS body, k.sector, k.province, r.requested_at, k.rule_pack_id, k.rule_pack_version, k.qualification,
       k.learning->>'setting' AS setting
     FROM commission_request r JOIN ivc_case k ON k.id = r.case_id JOIN person p ON p.id = k.person_id
       JOIN organisation o ON o.id = k.organisation_id
     WHERE ${WAITS}
     ORDER BY r.requested_at, r.id LIMIT ${MOST_AT_ONCE} OFFSET $2`,
    [chamberId, (page - 1) * MOST_AT_ONCE],
  )
  const others = await readOthers(
    rows.map(({ case_id }) => case_id),
    db,
  )
  return rows.map((row) => {
    const rulePack = rulePackOf({ id: row.rule_pack_id, version: row.rule_pack_version })
    const { qualification, setting } = row
    return {
      requestId: row.request_id,
      caseId: row.case_id,
      caseNumber: row.number,
      name: row.name,
      title: row.title,
      body: { id: row.body_id, name: row.body },
      sector: row.sector,
      province: row.province,
      since: row.requested_at,
      rulePack,
      needed: compositionOf({ rulePack, qualification: qualification ?? undefined, learning: { setting } }),
      ...others.get(row.case_id),
    }
  })
}

/** The cases that are one person's, each with the rest of them; those of whoever has one alone are left out. */
async function readOthers(
  caseIds: readonly string[],
  db: Pick<Database, 'rows'>,
): Promise<ReadonlyMap<string, { others: ReadonlySet<string> }>> {
  const rows = await db.rows<{ case_id: string; others: string[] }>(
    `WITH coded AS (SELECT DISTINCT case_id, tax_code_key FROM attesta_codes_of_cases($1))
     SELECT one.case_id, array_agg(DISTINCT other.case_id::text) AS others
     FROM coded one JOIN coded other ON other.tax_code_key = one.tax_code_key AND other.case_id <> one.case_id GROUP BY one.case_id`,
    [caseIds],
  )
  return new Map(rows.map(({ case_id, others }) => [case_id, { others: new Set(others) }]))
}

/** How many wait for this Chamber, however many are read at once. */
export async function countWaiting({ chamberId }: { chamberId: string }, db: Pick<Database, 'rows'>): Promise<number> {
  const [row] = await db.rows<{ total: number }>(
    `SELECT count(*)::int AS total FROM commission_request r JOIN ivc_case k ON k.id = r.case_id WHERE ${WAITS}`,
    [chamberId],
  )
  return row?.total ?? 0
}
