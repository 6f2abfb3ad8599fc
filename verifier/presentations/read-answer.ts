import { timingSafeEqual } from 'node:crypto'
import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { query } from '../../http/query.ts'
import { hashSecret } from './create.ts'
import type { SessionAnswer } from './session.ts'

/**
 * What the wallet answered, for the page that holds the secret.
 *
 * @throws AttestaError `presentation.unknown`, `presentation.secret`, `presentation.expired`
 */
export async function readAnswer(
  { id, secret }: { id: string; secret: string },
  { pool, now }: { pool: Pool; now: () => Date },
): Promise<SessionAnswer> {
  const { rows } = await query<Row>({
    pool,
    text: 'SELECT secret_hash, expires_at, result FROM presentation_session WHERE id = $1',
    values: [id],
  })
  const row = rows[0]
  if (row === undefined) throw new AttestaError('presentation.unknown')
  if (!timingSafeEqual(row.secret_hash, hashSecret(secret))) throw new AttestaError('presentation.secret')
  if (row.result !== null) return row.result
  if (row.expires_at <= now()) throw new AttestaError('presentation.expired', { expiresAt: row.expires_at.toISOString() })
  return { state: 'pending', expiresAt: row.expires_at.toISOString() }
}

interface Row {
  readonly secret_hash: Buffer
  readonly expires_at: Date
  readonly result: SessionAnswer | null
}
