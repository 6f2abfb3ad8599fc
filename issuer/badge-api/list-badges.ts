import { copyOf } from '../badges/copy-of.ts'
import type { World } from '../steps/world.ts'
import { asHolder } from './as-holder.ts'
import type { Access } from './find-access.ts'

export interface Page {
  readonly limit: number
  readonly offset: number
  readonly since?: Date
}

export interface Listed {
  readonly total: number
  /** Badges with a proof inside, as JSON text. */
  readonly documents: readonly string[]
  /** Badges inside a proof. */
  readonly tokens: readonly string[]
}

interface Row {
  total: number
  id: string
  source: 'act' | 'held'
  form: 'json' | 'jws' | null
  content: string | null
}

/**
 * One page of the badges of a person: of the acts that bodies of this issuer released to whoever has this codice fiscale and that are in
 * force or suspended, and of what platforms handed in and did not end since. In the order in which they came to be here, so that pages do not shift.
 */
export async function listBadges({ holder, page }: { holder: Access['holder']; page: Page }, world: World): Promise<Listed> {
  const { limit, offset, since } = page
  const { pool } = world.db
  const rows = await asHolder({ pool, holderId: holder.id }, async (client) => {
    const found = await client.query<Row>(
      `WITH mine AS (
         SELECT a.id, 'act' AS source, a.released_at AS at, NULL AS form, NULL AS content FROM person p JOIN attestation a ON a.person_id = p.id
         WHERE p.tax_code_key = $1 AND coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido')
           NOT IN ('annullato', 'sostituito')
         UNION ALL SELECT id, 'held', received_at, form, content FROM held_badge WHERE holder_id = $2 AND seen ->> 'status' <> 'ended'),
       counted AS (SELECT * FROM mine WHERE $3::timestamptz IS NULL OR at > $3)
       SELECT c.total::int AS total, m.id, m.source, m.form, m.content FROM (SELECT count(*) AS total FROM counted) c
         LEFT JOIN LATERAL (SELECT * FROM counted ORDER BY at, id LIMIT $4 OFFSET $5) m ON true ORDER BY m.at, m.id`,
      [holder.taxCodeKey, holder.id, since ?? null, limit, offset],
    )
    return found.rows
  })
  const named = holder.email === undefined ? {} : { email: holder.email }
  const documents: string[] = []
  const tokens: string[] = []
  for (const { id, source, form, content } of rows) {
    if (source === 'act') documents.push(await copyOf({ attestationId: id, goesTo: 'platform', ...named }, world))
    else if (content !== null) (form === 'jws' ? tokens : documents).push(content)
  }
  return { total: rows[0]?.total ?? 0, documents, tokens }
}
