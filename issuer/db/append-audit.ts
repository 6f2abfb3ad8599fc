import { createHash } from 'node:crypto'
import type { PoolClient } from 'pg'
import { canonicalize, type JsonValue } from '../../credential/json/index.ts'
import { formatDateTime } from '../../credential/time.ts'

/** Facts are ids, words and numbers: never a name, never a tax code (security.md §2 row 56). */
export interface AuditEntry {
  readonly organisationId: string
  readonly action: string
  /** Account id, or `system`. */
  readonly actor: string
  /** Id of what it was done to. */
  readonly subject: string
  readonly facts: Readonly<Record<string, string | number | boolean>>
}

export interface AuditRow extends AuditEntry {
  readonly seq: string
  readonly at: Date
}

/** SHA-256(previous hash ‖ RFC 8785 of the row): what `verifyAudit` recomputes. */
export function auditHash(previous: Uint8Array, { organisationId, seq, at, action, actor, subject, facts }: AuditRow): Buffer {
  const row: JsonValue = { organisationId, seq, at: formatDateTime(at), action, actor, subject, facts: { ...facts } }
  return createHash('sha256').update(previous).update(canonicalize(row)).digest()
}

export const FIRST_HASH = Buffer.alloc(32)

/** Appends to the chain of each organisation concerned. The advisory lock is per chain and ends with the transaction. */
export async function appendAudit(client: PoolClient, entries: readonly AuditEntry[], at: Date): Promise<void> {
  const organisations = [...new Set(entries.map((entry) => entry.organisationId))].sort() // one order for all: no deadlock
  for (const organisationId of organisations) {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [organisationId])
    const { rows } = await client.query<{ seq: string; hash: Buffer }>(
      'SELECT seq, hash FROM audit WHERE organisation_id = $1 ORDER BY seq DESC LIMIT 1',
      [organisationId],
    )
    let seq = BigInt(rows[0]?.seq ?? 0)
    let previous: Buffer = rows[0]?.hash ?? FIRST_HASH
    for (const entry of entries.filter((candidate) => candidate.organisationId === organisationId)) {
      seq += 1n
      const hash = auditHash(previous, { ...entry, seq: seq.toString(), at })
      await client.query(
        `INSERT INTO audit (organisation_id, seq, at, action, actor, subject, facts, previous_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [organisationId, seq.toString(), at, entry.action, entry.actor, entry.subject, entry.facts, previous, hash],
      )
      previous = hash
    }
  }
}
