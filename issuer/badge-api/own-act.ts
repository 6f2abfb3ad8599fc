import type { Database } from '../db/database.ts'

export interface OwnAct {
  readonly id: string
  readonly organisation: { readonly id: string; readonly slug: string }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** An act of the person who is logged in, in force or suspended; undefined for anybody else's. */
export async function ownAct({ id, taxCodeKey }: { id: string; taxCodeKey: string }, db: Database): Promise<OwnAct | undefined> {
  if (!UUID.test(id)) return undefined
  const [act] = await db.rows<{ id: string; organisationId: string; slug: string }>(
    `SELECT a.id, g.id AS "organisationId", g.slug FROM attestation a JOIN person p ON p.id = a.person_id JOIN organisation g ON g.id = a.organisation_id
     WHERE a.id = $1 AND p.tax_code_key = $2
       AND coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = a.id ORDER BY c.seq DESC LIMIT 1), 'valido') NOT IN ('annullato', 'sostituito')`,
    [id, taxCodeKey],
  )
  return act && { id: act.id, organisation: { id: act.organisationId, slug: act.slug } }
}
