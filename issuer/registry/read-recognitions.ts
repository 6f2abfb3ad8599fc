import type { Pool } from 'pg'

/**
 * The Region's acts about an organisation, sealed as they were (compact `vc+jwt`), newest first. With `inForceAt` only those in
 * force then; without it all, for whoever checks an old attestation.
 */
export async function readRecognitions({
  organisationId,
  pool,
  inForceAt,
}: {
  organisationId: string
  pool: Pool
  inForceAt?: Date
}): Promise<string[]> {
  const { rows } = await pool.query<{ sealed: string }>(
    `SELECT r.sealed FROM recognition r LEFT JOIN recognition_withdrawal w ON w.recognition_id = r.id
     WHERE r.organisation_id = $1
       AND ($2::timestamptz IS NULL OR (r.valid_from <= $2 AND $2 < r.valid_until AND (w.ended_at IS NULL OR $2 < w.ended_at)))
     ORDER BY r.valid_from DESC, r.id`,
    [organisationId, inForceAt ?? null],
  )
  return rows.map(({ sealed }) => sealed)
}
