import type { Pool } from 'pg'
import { type AuditRow, auditHash, FIRST_HASH } from './append-audit.ts'

export interface AuditBreak {
  readonly organisationId: string
  readonly seq: string
}

interface StoredRow {
  organisation_id: string
  seq: string
  at: Date
  action: string
  actor: string
  subject: string
  facts: AuditRow['facts']
  previous_hash: Buffer
  hash: Buffer
}

/** Recomputes every chain from its first row; names each row whose number, link or content is not what was written. */
export async function verifyAudit({ pool }: { pool: Pool }): Promise<{ rows: number; breaks: AuditBreak[] }> {
  const { rows } = await pool.query<StoredRow>('SELECT * FROM audit ORDER BY organisation_id, seq')
  const breaks: AuditBreak[] = []
  let organisationId = ''
  let expected = 0n
  let previous: Buffer = FIRST_HASH
  for (const row of rows) {
    if (row.organisation_id !== organisationId) {
      organisationId = row.organisation_id
      expected = 0n
      previous = FIRST_HASH
    }
    expected += 1n
    const { seq, at, action, actor, subject, facts } = row
    const hash = auditHash(previous, { organisationId, seq, at, action, actor, subject, facts })
    if (BigInt(seq) !== expected || !row.previous_hash.equals(previous) || !row.hash.equals(hash)) breaks.push({ organisationId, seq })
    previous = row.hash
  }
  return { rows: rows.length, breaks }
}
