import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'

export interface OrganisationLine {
  readonly id: string
  readonly slug: string
  readonly did: string
  readonly name: string
  readonly kind: string
  readonly province?: string
  /** What this Region lets it do, with the act that says so. */
  readonly recognitions: readonly {
    readonly action: string
    readonly scopes: readonly string[]
    readonly actNumber: string
    readonly actDate: string
    readonly from: string
    readonly until?: string
    readonly standing: boolean
  }[]
  readonly released: number
}

interface Row {
  readonly id: string
  readonly slug: string
  readonly did: string
  readonly name: string
  readonly kind: string
  readonly province: string | null
  readonly released: number
  readonly action: string
  readonly scopes: string[]
  readonly act_number: string
  readonly act_date: string
  readonly valid_from: Date
  readonly valid_until: Date | null
  readonly ended_at: Date | null
}

/** Everybody whom this Region recognised, and how many attestations each has released. Other roles see nobody. */
export async function readOrganisations({ actor, db, now }: { actor: Actor; db: Database; now: Date }): Promise<OrganisationLine[]> {
  if (actor.role !== 'region') return []
  const rows = await db.rows<Row>(
    `SELECT o.id, o.slug, o.did, o.name, o.kind, o.province, r.action, r.act_number, r.act_date::text, r.valid_from, w.ended_at,
       CASE WHEN r.valid_until = 'infinity' THEN NULL ELSE r.valid_until END AS valid_until,
       ARRAY(SELECT s.scope FROM recognition_scope s WHERE s.recognition_id = r.id ORDER BY s.scope) AS scopes,
       (SELECT count(*)::int FROM attestation a WHERE a.organisation_id = o.id) AS released
     FROM recognition r JOIN organisation o ON o.id = r.organisation_id
       LEFT JOIN recognition_withdrawal w ON w.recognition_id = r.id
     WHERE r.recogniser_id = $1 ORDER BY o.kind, o.name, r.valid_from`,
    [actor.organisation.id],
  )
  return [...new Set(rows.map(({ id }) => id))].flatMap((id) =>
    lineOf(
      rows.filter((row) => row.id === id),
      now,
    ),
  )
}

function lineOf(rows: readonly Row[], now: Date): OrganisationLine[] {
  const first = rows[0]
  if (first === undefined) return []
  const { id, slug, did, name, kind, province, released } = first
  const recognitions = rows.map(({ action, scopes, act_number, act_date, valid_from, valid_until, ended_at }) => {
    const until = ended_at ?? valid_until
    return {
      action,
      scopes,
      actNumber: act_number,
      actDate: act_date,
      from: formatDateTime(valid_from),
      ...(until !== null && { until: formatDateTime(until) }),
      standing: valid_from <= now && (until === null || now < until),
    }
  })
  return [{ id, slug, did, name, kind, ...(province !== null && { province }), recognitions, released }]
}
