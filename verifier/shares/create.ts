import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { query } from '../../http/query.ts'

/** What a wallet leaves here for whoever holds the link. */
export interface NewShare {
  /** 128 random bits of the wallet's, base64url: chosen there, because the key binding inside the ciphertext names the link. */
  readonly id: string
  /** iv ‖ AES-256-GCM ciphertext; the key is in the link's fragment and never arrives. */
  readonly ciphertext: Uint8Array
  readonly expiresAt: Date
  readonly maxViews: number
  /** SHA-256 of the token with which the wallet may switch the link off. */
  readonly revokeHash: Uint8Array
}

/**
 * Stores a ciphertext under the wallet's id.
 *
 * @throws AttestaError `share.taken`
 */
export async function createShare(share: NewShare, { pool }: { pool: Pool }): Promise<void> {
  const { rowCount } = await query({
    pool,
    text: `INSERT INTO share (id, ciphertext, expires_at, max_views, revoke_hash) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
    values: [share.id, share.ciphertext, share.expiresAt, share.maxViews, share.revokeHash],
  })
  if (rowCount !== 1) throw new AttestaError('share.taken')
}
