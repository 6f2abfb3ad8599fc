import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { asHolder } from './as-holder.ts'
import type { JudgedBadge, Pushed } from './judge-pushed.ts'

/** More than anybody shows; fewer than would fill a disk. */
const MOST = 500

export interface KeepInput {
  readonly holderId: string
  readonly clientId: string
  readonly pushed: Pushed
  readonly judged: JudgedBadge
  readonly at: Date
}

/**
 * Keeps a badge for its owner. One with the same issuer and id takes the place of an older one (Open Badges 3.0 §10).
 *
 * @throws AttestaError `badge-api.older`, `badge-api.too-many`
 */
export async function keepBadge({ holderId, clientId, pushed, judged, at }: KeepInput, pool: Pool): Promise<'created' | 'replaced'> {
  const key = createHash('sha256')
    .update(JSON.stringify([judged.issuer, judged.id]))
    .digest()
  return asHolder({ pool, holderId }, async (client) => {
    // One at a time for a person, or two would count the same rows.
    await client.query('SELECT 1 FROM badge_holder WHERE id = $1 FOR NO KEY UPDATE', [holderId])
    const { rows } = await client.query<{ newer: boolean }>(
      'SELECT valid_from > $3 AS newer FROM held_badge WHERE holder_id = $1 AND badge_key = $2',
      [holderId, key, judged.validFrom],
    )
    const [equal] = rows
    if (equal?.newer) throw new AttestaError('badge-api.older')
    if (equal === undefined) {
      const counted = await client.query<{ held: number }>('SELECT count(*)::int AS held FROM held_badge WHERE holder_id = $1', [holderId])
      if ((counted.rows[0]?.held ?? 0) >= MOST) throw new AttestaError('badge-api.too-many', { most: MOST })
    }
    await client.query(
      `INSERT INTO held_badge (holder_id, badge_key, form, content, valid_from, seen, client_id, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (holder_id, badge_key) DO UPDATE SET form = $3, content = $4, valid_from = $5, seen = $6, client_id = $7, received_at = $8`,
      [holderId, key, pushed.form, pushed.content, judged.validFrom, judged.seen, clientId, at],
    )
    return equal === undefined ? 'created' : 'replaced'
  })
}
