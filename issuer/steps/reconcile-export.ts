import { randomUUID } from 'node:crypto'
import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Transaction } from '../db/database.ts'
import { parseReturn, type ReturnedLine } from '../exports/parse-return.ts'
import { keepNumber } from './give-number.ts'
import { lockFile } from './lock-case.ts'
import { requireExporter, sha256 } from './make-export.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

/**
 * What came of one line: `accepted` = the number is the case's now (or will be); `already` = it was; `duplicate` = the case or the number
 * comes twice in the file; `mismatch` = the person is another; `unknown` = not in this export; `refused` = the case does not wait, or the
 * number is taken or malformed.
 */
export interface LineOutcome {
  readonly line: number
  readonly outcome: 'accepted' | 'already' | 'duplicate' | 'mismatch' | 'unknown' | 'refused'
  readonly caseId?: string
  readonly caseNumber?: string
  readonly body?: string
  readonly number?: string
  readonly code?: string
}

export interface ReconcileInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly runId: string
  readonly content: string
  /** Whether accepted numbers are written, or only shown. */
  readonly write: boolean
}

interface Sent {
  readonly case_id: string
  readonly organisation_id: string
  readonly number: string
  readonly body: string
  readonly tax_code: string
  /** Those that the person had before: the file may have gone out with one of them. */
  readonly former_codes: readonly string[]
  readonly state: string
  readonly given: string | null
}

/** Reads a file that came back with register numbers against what was sent: by our id first, then by the person. */
export async function reconcileExport(input: ReconcileInput, { db, now }: Pick<World, 'db' | 'now'>): Promise<{ outcomes: LineOutcome[] }> {
  const { actor, runId, content, write } = input
  const digest = sha256(content)
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: 'reconcile-export',
    input: { runId, sha256: digest.toString('hex'), write },
  }
  return db.transaction(request, async (tx) => {
    requireExporter(actor)
    const at = now()
    const runs = await tx.rows('SELECT 1 FROM export_run WHERE id = $1 AND organisation_id = $2', [runId, actor.organisation.id])
    requireThat(runs.length === 1, 'export.unknown')
    const lines = parseReturn(content)
    const sent = await tx.rows<Sent>(
      `SELECT e.case_id, k.organisation_id, k.number, b.name AS body, p.tax_code, k.state, n.number AS given,
         ARRAY(SELECT f.tax_code FROM person_former_code f WHERE f.person_id = p.id) AS former_codes
       FROM export_case e JOIN ivc_case k ON k.id = e.case_id JOIN person p ON p.id = k.person_id JOIN organisation b ON b.id = k.organisation_id
         LEFT JOIN register_number n ON n.case_id = k.id WHERE e.run_id = $1`,
      [runId],
    )
    const byId = new Map(sent.map((row) => [row.case_id, row]))
    const timesOf = countIn(lines.flatMap(({ caseId, number }) => [`case ${caseId}`, `number ${number}`]))
    const outcomes: LineOutcome[] = []
    for (const line of lines) {
      const found = byId.get(line.caseId)
      outcomes.push(
        found === undefined ? { line: line.line, outcome: 'unknown' } : await judge({ line, timesOf, found, actor, at, write }, tx),
      )
    }
    if (write) {
      await tx.rows(
        'INSERT INTO export_return (id, run_id, organisation_id, read_at, read_by, sha256, outcomes) VALUES ($1, $2, $3, $4, $5, $6, $7)',
        [randomUUID(), runId, actor.organisation.id, at, actor.accountId, digest, JSON.stringify(outcomes)],
      )
      const accepted = outcomes.filter(({ outcome }) => outcome === 'accepted').length
      tx.audit({
        organisationId: actor.organisation.id,
        action: 'export.reconciled',
        actor: actor.accountId,
        subject: runId,
        facts: { lines: lines.length, accepted },
      })
    }
    return { outcomes }
  })
}

async function judge(
  {
    line,
    timesOf,
    found,
    actor,
    at,
    write,
  }: { line: ReturnedLine; timesOf: ReadonlyMap<string, number>; found: Sent; actor: Actor; at: Date; write: boolean },
  tx: Transaction,
): Promise<LineOutcome> {
  const about = { line: line.line, caseId: found.case_id, caseNumber: found.number, body: found.body, number: line.number }
  const twice = [`case ${line.caseId}`, `number ${line.number}`].some((key) => (timesOf.get(key) ?? 0) > 1)
  if (twice && line.number !== '') return { ...about, outcome: 'duplicate' }
  if (line.taxCode !== '' && ![found.tax_code, ...found.former_codes].includes(line.taxCode)) return { ...about, outcome: 'mismatch' }
  if (found.given === line.number) return { ...about, outcome: 'already' }
  if (found.state !== 'da_registrare') return { ...about, outcome: 'refused', code: 'return.not-waiting' }
  if (found.given !== null) return { ...about, outcome: 'refused', code: 'return.other-number' }
  await tx.rows('SAVEPOINT line')
  try {
    const file = await lockFile({ caseId: found.case_id, organisationId: found.organisation_id }, tx)
    await keepNumber({ file, number: line.number, by: actor.accountId, at }, tx)
  } catch (error) {
    await forget(tx)
    if (error instanceof AttestaError) return { ...about, outcome: 'refused', code: error.code }
    throw error
  }
  if (!write) {
    await forget(tx)
    return { ...about, outcome: 'accepted' }
  }
  await tx.rows('RELEASE SAVEPOINT line')
  await tx.rows('UPDATE ivc_case SET version = version + 1, updated_at = $2, changed_by = $3 WHERE id = $1', [
    found.case_id,
    at,
    actor.accountId,
  ])
  const entry = { action: 'file.register-number', actor: actor.accountId, subject: found.case_id, facts: { from: 'return' } }
  tx.audit({ organisationId: found.organisation_id, ...entry })
  return { ...about, outcome: 'accepted' }
}

async function forget(tx: Transaction): Promise<void> {
  await tx.rows('ROLLBACK TO SAVEPOINT line')
  await tx.rows('RELEASE SAVEPOINT line')
}

function countIn(keys: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1)
  return times
}
