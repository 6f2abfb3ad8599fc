import { AttestaError } from '../../credential/errors.ts'
import { formatDateTime } from '../../credential/time.ts'
import type { Actor } from '../auth/actor.ts'
import type { Database } from '../db/database.ts'
import { hasKey } from '../registry/has-key.ts'
import { versionOf } from '../steps/require-unchanged.ts'
import { shownOrganisation } from '../steps/shown.ts'
import type { World } from '../steps/world.ts'
import { ENDS } from './organisations.ts'

/** Where one recognition stands: `ritirata` = an act of the Region ended it before its day, or will. */
export type RecognitionState = 'in-vigore' | 'futura' | 'finita' | 'ritirata'

export interface RecognitionView {
  readonly id: string
  readonly action: 'issue' | 'appoint'
  readonly scopes: readonly string[]
  readonly actNumber: string
  readonly actDate: string
  readonly from: string
  /** Its own end; what ended it before stands in `withdrawn`. */
  readonly until?: string
  readonly state: RecognitionState
  /** In force today; one that is withdrawn from a later day still is. */
  readonly standing: boolean
  readonly withdrawn?: { readonly at: string; readonly actNumber: string; readonly actDate: string; readonly reason?: string }
  /** Acts released under it. */
  readonly acts: number
}

interface Row {
  readonly id: string
  readonly slug: string
  readonly did: string
  readonly name: string
  readonly kind: string
  readonly province: string | null
  readonly email: string | null
  readonly legal_basis: string
  readonly people: number
}

interface RecognitionRow {
  readonly id: string
  readonly action: 'issue' | 'appoint'
  readonly scopes: string[]
  readonly act_number: string
  readonly act_date: string
  readonly valid_from: Date
  readonly valid_until: Date | null
  readonly ends: Date | null
  readonly ended_at: Date | null
  readonly end_number: string | null
  readonly end_date: string | null
  readonly reason: string | null
  readonly acts: number
}

/**
 * One organisation as the Region keeps it: who it is, every act about it, and how much was done under each.
 *
 * @throws AttestaError `recognise.not-allowed`, `organisation.unknown`
 */
export async function readOrganisation({
  organisationId,
  actor,
  db,
  now,
  signerFor,
}: {
  organisationId: string
  actor: Actor
  db: Pick<Database, 'rows'>
  now: Date
  signerFor: World['signerFor']
}) {
  if (actor.role !== 'region') throw new AttestaError('recognise.not-allowed', { role: actor.role })
  const [found] = await db.rows<Row>(
    `SELECT o.id, o.slug, o.did, o.name, o.kind, o.province, o.email, o.legal_basis,
       (SELECT count(DISTINCT m.account_id)::int FROM membership m
        WHERE m.organisation_id = o.id AND m.valid_from <= $3 AND $3 < m.valid_until) AS people
     FROM organisation o WHERE o.id = $2
       AND (o.registered_by = $1 OR EXISTS (SELECT 1 FROM recognition r WHERE r.organisation_id = o.id AND r.recogniser_id = $1))`,
    [actor.organisation.id, organisationId, now],
  )
  if (found === undefined) throw new AttestaError('organisation.unknown')
  const rows = await db.rows<RecognitionRow>(
    `SELECT r.id, r.action, r.act_number, r.act_date::text, r.valid_from, nullif(r.valid_until, 'infinity') AS valid_until,
       nullif(${ENDS}, 'infinity') AS ends, w.ended_at, w.act_number AS end_number, w.act_date::text AS end_date, w.reason,
       ARRAY(SELECT s.scope FROM recognition_scope s WHERE s.recognition_id = r.id ORDER BY s.scope) AS scopes,
       (SELECT count(*)::int FROM attestation a WHERE a.recognition_id = r.id)
         + (SELECT count(*)::int FROM commission c WHERE c.recognition_id = r.id) AS acts
     FROM recognition r LEFT JOIN recognition_withdrawal w ON w.recognition_id = r.id
     WHERE r.recogniser_id = $1 AND r.organisation_id = $2 ORDER BY r.valid_from DESC, r.id`,
    [actor.organisation.id, organisationId],
  )
  const { id, slug, did, name, kind, province, email, legal_basis, people } = found
  return {
    id,
    version: await versionOf(shownOrganisation({ organisationId, regionId: actor.organisation.id }), db),
    slug,
    did,
    name,
    kind,
    ...(province !== null && { province }),
    ...(email !== null && { email }),
    legalBasis: legal_basis,
    people,
    /** Whether it can seal; what was registered before keys were made with it may not. */
    hasKey: await hasKey({ slug, signerFor }),
    recognitions: rows.map((row) => viewOf(row, now)),
  }
}

function viewOf(row: RecognitionRow, now: Date): RecognitionView {
  const { id, action, scopes, act_number, act_date, valid_from, valid_until, ends, ended_at, end_number, end_date, reason, acts } = row
  const over = ends !== null && ends <= now
  return {
    id,
    action,
    scopes,
    actNumber: act_number,
    actDate: act_date,
    from: formatDateTime(valid_from),
    ...(valid_until !== null && { until: formatDateTime(valid_until) }),
    standing: valid_from <= now && !over,
    state: ended_at !== null ? 'ritirata' : over ? 'finita' : valid_from <= now ? 'in-vigore' : 'futura',
    ...(ended_at !== null && {
      withdrawn: {
        at: formatDateTime(ended_at),
        actNumber: end_number ?? '',
        actDate: end_date ?? '',
        ...(reason !== null && { reason }),
      },
    }),
    acts,
  }
}
