import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'

/** Where an organisation stands with the Region today; `in-scadenza` = what is in force ends within ninety days. */
export const ORGANISATION_STATES = ['in-vigore', 'in-scadenza', 'futura', 'finita', 'nessuna'] as const
export type OrganisationState = (typeof ORGANISATION_STATES)[number]
export const ORGANISATION_KINDS = ['chamber', 'department', 'body', 'cpi', 'ets'] as const
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number]
export const ORGANISATION_ORDERS = ['nome', 'provincia', 'scadenza', 'rilasciati'] as const
export type OrganisationOrder = (typeof ORGANISATION_ORDERS)[number]

export interface OrganisationsAsked {
  readonly kind?: OrganisationKind | undefined
  readonly province?: string | undefined
  readonly state?: OrganisationState | undefined
  /** Words of the name; accents and case do not count. */
  readonly name?: string | undefined
  readonly order?: OrganisationOrder | undefined
  /** From 1. */
  readonly page?: number | undefined
}

export interface OrganisationLine {
  readonly id: string
  readonly slug: string
  readonly did: string
  readonly name: string
  readonly kind: string
  readonly province?: string
  readonly state: OrganisationState
  /** When what is in force ends, where it does. */
  readonly until?: string
  /** What this Region lets it do, with the act that says so. */
  readonly recognitions: readonly RecognitionLine[]
  readonly released: number
}

export interface RecognitionLine {
  readonly action: string
  readonly scopes: readonly string[]
  readonly actNumber: string
  readonly actDate: string
  readonly from: string
  readonly until?: string
  readonly standing: boolean
}

export interface OrganisationPage {
  readonly items: readonly OrganisationLine[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

interface Row {
  readonly id: string
  readonly slug: string
  readonly did: string
  readonly name: string
  readonly kind: string
  readonly province: string | null
  readonly state: OrganisationState
  readonly until: Date | null
  readonly released: number
  readonly total: number
}

interface RecognitionRow {
  readonly organisation_id: string
  readonly action: string
  readonly scopes: string[]
  readonly act_number: string
  readonly act_date: string
  readonly valid_from: Date
  readonly until: Date | null
}

const PER_PAGE = 25
const SORT: Readonly<Record<OrganisationOrder, string>> = {
  nome: 'name, id',
  provincia: 'province NULLS LAST, name, id',
  scadenza: 'until NULLS LAST, name, id',
  rilasciati: 'released DESC, name, id',
}

/** When a recognition ends: its own day, or that of the act that ended it before. */
export const ENDS = 'least(r.valid_until, w.ended_at)'

/** One page of those whom this Region recognised or keeps in its list. Other roles see nobody. */
export async function readOrganisations({
  actor,
  asked = {},
  db,
  now,
}: {
  actor: Actor
  asked?: OrganisationsAsked
  db: Pick<Database, 'rows'>
  now: Date
}): Promise<OrganisationPage> {
  if (actor.role !== 'region') return { items: [], total: 0, page: 1, pages: 1 }
  const { kind, province, state, name = '', order = 'nome', page = 1 } = asked
  const rows = await db.rows<Row>(
    `WITH given AS (
       SELECT r.organisation_id, max(${ENDS}) FILTER (WHERE r.valid_from <= $2 AND $2 < ${ENDS}) AS until,
         bool_or($2 < r.valid_from AND r.valid_from < ${ENDS}) AS coming
       FROM recognition r LEFT JOIN recognition_withdrawal w ON w.recognition_id = r.id WHERE r.recogniser_id = $1 GROUP BY r.organisation_id),
     known AS (
       SELECT o.id, o.slug, o.did, o.name, o.kind, o.province, nullif(g.until, 'infinity') AS until,
         CASE WHEN g.until < $2::timestamptz + interval '90 days' THEN 'in-scadenza' WHEN g.until IS NOT NULL THEN 'in-vigore'
           WHEN g.coming THEN 'futura' WHEN g.organisation_id IS NOT NULL THEN 'finita' ELSE 'nessuna' END AS state,
         (SELECT count(*)::int FROM attestation a WHERE a.organisation_id = o.id AND a.kind = 'certificato' AND a.replaces IS NULL) AS released
       FROM organisation o LEFT JOIN given g ON g.organisation_id = o.id WHERE g.organisation_id IS NOT NULL OR o.registered_by = $1)
     SELECT *, count(*) OVER ()::int AS total FROM known
     WHERE ($3::text IS NULL OR kind = $3) AND ($4::text IS NULL OR province = $4) AND ($5::text IS NULL OR state = $5)
       AND position(attesta_plain($6) IN attesta_plain(name)) > 0
     ORDER BY ${SORT[order]} LIMIT ${PER_PAGE} OFFSET $7`,
    [actor.organisation.id, now, kind ?? null, province ?? null, state ?? null, name.trim(), (page - 1) * PER_PAGE],
  )
  const total = rows[0]?.total ?? 0
  const recognitions = await recognitionsOf(
    rows.map(({ id }) => id),
    actor,
    db,
  )
  return {
    total,
    page,
    pages: Math.max(1, Math.ceil(total / PER_PAGE)),
    items: rows.map(({ id, slug, did, name, kind, province, state, until, released }) => ({
      id,
      slug,
      did,
      name,
      kind,
      ...(province !== null && { province }),
      state,
      ...(until !== null && { until: formatDateTime(until) }),
      recognitions: recognitions.filter((row) => row.organisation_id === id).map((row) => lineOf(row, now)),
      released,
    })),
  }
}

async function recognitionsOf(ids: readonly string[], actor: Actor, db: Pick<Database, 'rows'>): Promise<RecognitionRow[]> {
  return db.rows<RecognitionRow>(
    `SELECT r.organisation_id, r.action, r.act_number, r.act_date::text, r.valid_from, nullif(${ENDS}, 'infinity') AS until,
       ARRAY(SELECT s.scope FROM recognition_scope s WHERE s.recognition_id = r.id ORDER BY s.scope) AS scopes
     FROM recognition r LEFT JOIN recognition_withdrawal w ON w.recognition_id = r.id
     WHERE r.recogniser_id = $1 AND r.organisation_id = ANY ($2) ORDER BY r.valid_from, r.id`,
    [actor.organisation.id, ids],
  )
}

function lineOf({ action, scopes, act_number, act_date, valid_from, until }: RecognitionRow, now: Date): RecognitionLine {
  return {
    action,
    scopes,
    actNumber: act_number,
    actDate: act_date,
    from: formatDateTime(valid_from),
    ...(until !== null && { until: formatDateTime(until) }),
    standing: valid_from <= now && (until === null || now < until),
  }
}
