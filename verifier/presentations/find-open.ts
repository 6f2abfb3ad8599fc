import type { JWK } from 'jose'
import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { query } from '../../http/query.ts'
import type { OpenSession } from './session.ts'

/**
 * The session that a wallet speaks to, while it may still be answered.
 *
 * @throws AttestaError `presentation.unknown`, `presentation.already-answered`, `presentation.expired`
 */
export async function findOpenSession(id: string, { pool, now }: { pool: Pool; now: () => Date }): Promise<OpenSession> {
  const { rows } = await query<Row>({
    pool,
    text: 'SELECT id, nonce, state, purpose, response_key, expires_at, answered_at FROM presentation_session WHERE id = $1',
    values: [id],
  })
  const row = rows[0]
  if (row === undefined) throw new AttestaError('presentation.unknown')
  if (row.answered_at !== null || row.response_key === null) throw new AttestaError('presentation.already-answered')
  if (row.expires_at <= now()) throw new AttestaError('presentation.expired', { expiresAt: row.expires_at.toISOString() })
  return { id: row.id, nonce: row.nonce, state: row.state, purpose: row.purpose, responseKey: row.response_key, expiresAt: row.expires_at }
}

interface Row {
  readonly id: string
  readonly nonce: string
  readonly state: string
  readonly purpose: string
  readonly response_key: JWK | null
  readonly expires_at: Date
  readonly answered_at: Date | null
}
