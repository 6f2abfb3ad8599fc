import type { Transaction } from '../db/database.ts'

/** A body that may carry a case on. */
export interface Receiver {
  readonly id: string
  readonly name: string
  readonly province?: string
}

/**
 * The bodies that may carry on a case of this one: recognised today, by the same Region, for what comes after individuazione
 * (`may-go-beyond.ts`). Anywhere else the case would end, and whoever gave it away could not take it back.
 */
export async function readReceivers(
  { organisationId, at }: { organisationId: string; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<Receiver[]> {
  const rows = await tx.rows<{ id: string; name: string; province: string | null }>(
    `SELECT o.id, o.name, o.province FROM organisation o WHERE o.kind IN ('body', 'cpi') AND o.id <> $1 AND EXISTS (
       SELECT 1 FROM recognition_scope s JOIN recognition r ON r.id = s.recognition_id
       WHERE s.organisation_id = o.id AND s.action = 'issue' AND s.scope IN ('validazione', 'certificato') AND s.valid_from <= $2 AND $2 < s.valid_until
         AND NOT EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = r.id AND w.ended_at <= $2)
         AND r.recogniser_id IN (SELECT recogniser_id FROM recognition WHERE organisation_id = $1))
     ORDER BY o.name`,
    [organisationId, at],
  )
  return rows.map(({ id, name, province }) => ({ id, name, ...(province !== null && { province }) }))
}
