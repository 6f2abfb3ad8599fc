import { dayInRome } from '../../credential/time.ts'
import type { Transaction } from '../db/database.ts'
import { type RepertoryRelease, repertoryRelease } from './release.ts'
import { shippedRelease } from './shipped.ts'

/** The repertory from which a body chooses today: the last release that its Region accepted, or the one that ships while there is none. */
export async function repertoryInForce(
  { organisationId, at }: { organisationId: string; at: Date },
  db: Pick<Transaction, 'rows'>,
): Promise<RepertoryRelease> {
  const [found] = await db.rows<{ content: unknown }>(
    `SELECT r.content FROM repertory_release r JOIN organisation o ON o.id = r.organisation_id JOIN organisation me ON me.region = o.region
     WHERE me.id = $1 AND r.decision = 'accepted' AND r.valid_from <= $2 ORDER BY r.valid_from DESC, r.decided_at DESC LIMIT 1`,
    [organisationId, dayInRome(at)],
  )
  return found === undefined ? shippedRelease : repertoryRelease.parse(found.content)
}
