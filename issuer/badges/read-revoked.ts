import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { listFolder } from '../status/list-folder.ts'

export interface ReadRevokedInput {
  readonly slug: string
  readonly number: number
}

/**
 * The 1EdTech Revocation List 1.0 beside a status list: the ids of what was annulled or replaced, from the same rows. Ids are random
 * (`urn:uuid`), and why is published with the signed lists only.
 *
 * @throws AttestaError `status-list.unknown`
 */
export async function readRevoked(
  { slug, number }: ReadRevokedInput,
  { pool, issuerUrl }: { readonly pool: Pool; readonly issuerUrl: string },
): Promise<JsonObject> {
  const { rows } = await pool.query<{ did: string; ids: string[] }>(
    `SELECT g.did, coalesce((SELECT jsonb_agg(a.record->>'id' ORDER BY a.idx)
       FROM (SELECT DISTINCT ON (c.idx) c.idx, c.word, c.attestation_id FROM status_change c WHERE c.list_id = l.id ORDER BY c.idx, c.seq DESC) latest
       JOIN attestation a ON a.id = latest.attestation_id WHERE latest.word IN ('annullato', 'sostituito')), '[]'::jsonb) AS ids
     FROM status_list l JOIN organisation g ON g.id = l.organisation_id WHERE g.slug = $1 AND l.number = $2`,
    [slug, number],
  )
  const [list] = rows
  if (list === undefined) throw new AttestaError('status-list.unknown')
  return {
    id: `${listFolder({ issuerUrl, slug, number })}revoked`,
    issuer: list.did,
    revokedCredential: list.ids.map((id) => ({ id, revoked: true })),
  }
}
