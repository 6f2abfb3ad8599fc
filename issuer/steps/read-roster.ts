import type { Transaction } from '../db/database.ts'
import type { CaseRecord } from './lock-case.ts'

export interface RequestedMember {
  readonly expertId: string
  /** One of the rule pack's. */
  readonly role: string
}

/** An expert of the Chamber beside the candidate: what may be said against them. */
export interface RosterMember {
  readonly expertId: string
  readonly name: string
  readonly role: string | undefined
  readonly sectors: readonly string[]
  readonly roles: readonly string[]
  readonly isCandidate: boolean
  readonly ofPresentingBody: boolean
  /** The latest incompatible tie within the rule pack's years, if any. */
  readonly tie: { readonly relation: string; readonly year: number } | undefined
  /** Whether there is an address to write to: the one that the person's own login gave. */
  readonly reachable: boolean
}

interface Row {
  id: string
  name: string
  sectors: string[]
  roles: string[]
  is_candidate: boolean
  of_body: boolean
  relation: string | null
  year: number | null
  reachable: boolean
}

/** The Chamber's experts as this candidate's commission would see them; only the requested ones when `members` is given. */
export async function readRoster(
  { record, chamberId, members, at }: { record: CaseRecord; chamberId: string; members?: readonly RequestedMember[]; at: Date },
  db: Pick<Transaction, 'rows'>,
): Promise<RosterMember[]> {
  const { incompatibleRelations, lookbackYears } = record.rulePack.commission
  const rows = await db.rows<Row>(
    `SELECT e.id, e.name, e.sectors, e.roles, e.tax_code_key = attesta_tax_code_key($2) AS is_candidate,
            coalesce(e.employer_id = $3, false) AS of_body, t.relation, extract(year FROM t.ended_on)::int AS year,
            x.email IS NOT NULL AS reachable
     FROM expert e LEFT JOIN account x ON x.id = e.account_id LEFT JOIN LATERAL (
       SELECT relation, ended_on FROM expert_tie t
       WHERE t.expert_id = e.id AND t.tax_code_key = attesta_tax_code_key($2) AND t.relation = ANY ($4)
         AND t.ended_on > ($5::timestamptz - make_interval(years => $6))::date
       ORDER BY ended_on DESC LIMIT 1) t ON true
     WHERE e.organisation_id = $1 AND ($7::uuid[] IS NULL OR e.id = ANY ($7)) ORDER BY e.name`,
    [
      chamberId,
      record.person.taxCode,
      record.organisationId,
      incompatibleRelations,
      at,
      lookbackYears,
      members?.map((member) => member.expertId) ?? null,
    ],
  )
  return rows.map((row) => ({
    expertId: row.id,
    name: row.name,
    role: members?.find((member) => member.expertId === row.id)?.role,
    sectors: row.sectors,
    roles: row.roles,
    isCandidate: row.is_candidate,
    ofPresentingBody: row.of_body,
    tie: row.relation === null || row.year === null ? undefined : { relation: row.relation, year: row.year },
    reachable: row.reachable,
  }))
}
