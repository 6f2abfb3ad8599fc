import type { Database } from '../../../issuer/db/database.ts'

/** Counts of everything that one release leaves in the books: each must be the number of attestations. */
export async function booksOf(db: Database): Promise<Readonly<Record<string, number>> & { readonly attestations: number }> {
  const count = async (what: string) => Number((await db.rows<{ n: string }>(`SELECT count(*) AS n FROM ${what}`))[0]?.n)
  return {
    attestations: await count('attestation'),
    casesReleased: await count(`ivc_case WHERE state = 'rilasciato'`),
    transitions: await count(`case_transition WHERE state = 'rilasciato'`),
    documents: await count(`case_document WHERE class = 'attestato'`),
    outbox: await count(`outbox WHERE topic = 'attestation.released'`),
    distinctMessages: await count(`(SELECT DISTINCT payload FROM outbox WHERE topic = 'attestation.released') m`),
    audit: await count(`audit WHERE action = 'attestation.released'`),
    statusIndexes: await count('attestation a JOIN status_index i ON i.attestation_id = a.id'),
    keysAnswered: await count(`idempotency WHERE key LIKE 'release-%' AND response IS NOT NULL`),
    ownNumbers: await count('register_number r JOIN attestation a ON a.case_id = r.case_id AND a.number = r.number'),
  }
}
