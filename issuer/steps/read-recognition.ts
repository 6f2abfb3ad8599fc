import type { Transaction } from '../db/database.ts'

export interface StandingRecognition {
  readonly id: string
  readonly sealed: string
  readonly titular: {
    readonly did: string
    readonly name: string
    readonly legalBasis: string
    readonly country: string
    readonly region: string
    readonly id: string
  }
}

/** The recognition that lets an organisation do something on a day, with the Region that gave it; undefined when there is none. */
export async function readRecognition(
  { organisationId, action, scope, at }: { organisationId: string; action: 'issue' | 'appoint'; scope: string; at: Date },
  tx: Pick<Transaction, 'rows'>,
): Promise<StandingRecognition | undefined> {
  const rows = await tx.rows<{
    id: string
    sealed: string
    region_id: string
    did: string
    name: string
    legal_basis: string
    country: string
    region: string
  }>(
    `SELECT r.id, r.sealed, o.id AS region_id, o.did, o.name, o.legal_basis, o.country, o.region
     FROM recognition_scope s JOIN recognition r ON r.id = s.recognition_id JOIN organisation o ON o.id = r.recogniser_id
     WHERE s.organisation_id = $1 AND s.action = $2 AND s.scope = $3 AND s.valid_from <= $4 AND $4 < s.valid_until
       AND NOT EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = r.id AND w.ended_at <= $4)
     ORDER BY s.valid_from DESC LIMIT 1`,
    [organisationId, action, scope, at],
  )
  const row = rows[0]
  if (row === undefined) return undefined
  const { id, sealed, region_id, did, name, legal_basis, country, region } = row
  return { id, sealed, titular: { id: region_id, did, name, legalBasis: legal_basis, country, region } }
}
