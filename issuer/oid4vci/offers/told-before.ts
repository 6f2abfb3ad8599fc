import type { Pool } from 'pg'
import type { LocalizedText } from '../../../credential/attestation/attestation.ts'

/** What an offer tells before its code is typed: whose attestato it is to give, and of what. Never for whom. */
export interface ToldBefore {
  readonly title: LocalizedText
  /** Name of the body that released it. */
  readonly body: string
}

export async function toldBefore({ attestationId, pool }: { attestationId: string; pool: Pool }): Promise<ToldBefore> {
  const { rows } = await pool.query<ToldBefore>(
    `SELECT a.record->'title' AS title, g.name AS body FROM attestation a JOIN organisation g ON g.id = a.organisation_id WHERE a.id = $1`,
    [attestationId],
  )
  const told = rows[0]
  if (told === undefined) throw new Error('an offer names an attestation that does not exist')
  return told
}
