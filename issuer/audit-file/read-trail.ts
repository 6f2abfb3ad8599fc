import { formatDateTime } from '../../credential/time.ts'
import { type AuditRow, auditHash, FIRST_HASH } from '../db/append-audit.ts'
import type { Database } from '../db/database.ts'

interface Row {
  readonly seq: string
  readonly at: Date
  readonly action: string
  readonly actor: string
  readonly subject: string
  readonly facts: AuditRow['facts']
  readonly previous_hash: Buffer
  readonly hash: Buffer
  readonly of_case: boolean
}

const AT_ONCE = 2000

/**
 * The entries of one case in its body's audit trail, each with the hash before it and its own, so that anybody can compute them again; and
 * what came of computing the whole chain again just now: every entry of the body is looked at, only the case's are shown.
 */
export async function readTrail({ caseId, organisationId }: { caseId: string; organisationId: string }, db: Pick<Database, 'rows'>) {
  const entries: object[] = []
  const breaks: string[] = []
  let expected = 0n
  let previous: Buffer = FIRST_HASH
  for (;;) {
    const rows = await db.rows<Row>(
      `SELECT seq, at, action, actor, subject, facts, previous_hash, hash,
         subject = $2 OR facts->>'caseId' = $2 OR subject IN (
           SELECT a.id::text FROM attestation a WHERE a.case_id = $2::uuid UNION SELECT r.id::text FROM commission_request r WHERE r.case_id = $2::uuid) AS of_case
       FROM audit WHERE organisation_id = $1 AND seq > $3 ORDER BY seq LIMIT ${AT_ONCE}`,
      [organisationId, caseId, expected.toString()],
    )
    for (const { seq, at, action, actor, subject, facts, previous_hash, hash, of_case } of rows) {
      expected += 1n
      const computed = auditHash(previous, { organisationId, seq, at, action, actor, subject, facts })
      if (BigInt(seq) !== expected || !previous_hash.equals(previous) || !hash.equals(computed)) breaks.push(seq)
      previous = hash
      expected = BigInt(seq)
      if (of_case) {
        const hashes = { previousHash: previous_hash.toString('hex'), hash: hash.toString('hex') }
        entries.push({ organisationId, seq, at: formatDateTime(at), action, actor, subject, facts, ...hashes })
      }
    }
    if (rows.length < AT_ONCE) break
  }
  return { outcome: breaks.length === 0 ? ('passed' as const) : ('failed' as const), rows: Number(expected), breaks, entries }
}
