import type { Pool } from 'pg'

/**
 * Ends an offer because its code was redeemed. One statement decides: of any number that redeem at once, in any number of
 * processes, one finds it open.
 */
export async function useOffer({ offerId, pool, at }: { offerId: string; pool: Pool; at: Date }): Promise<'used' | 'too-late'> {
  const { rowCount } = await pool.query(
    `UPDATE credential_offer SET used_at = $2
     WHERE id = $1 AND used_at IS NULL AND blocked_at IS NULL AND withdrawn_at IS NULL AND expires_at > $2`,
    [offerId, at],
  )
  return rowCount === 1 ? 'used' : 'too-late'
}
