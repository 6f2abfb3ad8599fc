import { AttestaError } from '../../credential/errors.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import type { Database } from '../db/database.ts'

/** Where the list of a body's revoked records is published. */
export function revokedRecordsUrl({ issuerUrl, slug }: { issuerUrl: string; slug: string }): string {
  return `${issuerUrl}/badges/records/${slug}/revoked`
}

/**
 * The 1EdTech Revocation List of a body's learner records: those of which a part was annulled or replaced. Nobody revokes a record by hand;
 * it says what its parts are, and ends with the first of them.
 *
 * @throws AttestaError `status-list.unknown`
 */
export async function readRevokedRecords(
  { slug }: { slug: string },
  { db, issuerUrl }: { db: Database; issuerUrl: string },
): Promise<JsonObject> {
  const [body] = await db.rows<{ did: string; ids: string[] }>(
    `SELECT g.did, coalesce((SELECT jsonb_agg(DISTINCT r.id ORDER BY r.id) FROM learner_record r JOIN LATERAL unnest(r.attestation_ids) part ON true
       WHERE r.organisation_id = g.id AND (SELECT c.word FROM status_change c WHERE c.attestation_id = part ORDER BY c.seq DESC LIMIT 1) IN ('annullato', 'sostituito')), '[]'::jsonb) AS ids
     FROM organisation g WHERE g.slug = $1`,
    [slug],
  )
  if (body === undefined) throw new AttestaError('status-list.unknown')
  return {
    id: revokedRecordsUrl({ issuerUrl, slug }),
    issuer: body.did,
    revokedCredential: body.ids.map((id) => ({ id: `urn:uuid:${id}`, revoked: true })),
  }
}
