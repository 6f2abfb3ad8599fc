import { createHash, randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor.ts'
import { composeExport } from '../exports/compose-export.ts'
import { MOST, readExportRecords, readNotInForce } from '../exports/read-records.ts'
import { targetOf } from '../exports/targets/index.ts'
import { ADMINISTRATION } from './grants/require-administrator.ts'
import { requireThat } from './require-that.ts'
import type { World } from './world.ts'

export interface MakeExportInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly target: string
  readonly format: 'csv' | 'json'
  readonly from: string
  readonly until: string
}

/** Who sends files to other registers: the Region's administrators, and of a body whoever releases. */
export function requireExporter({ role, tasks }: Actor): void {
  requireThat(role === 'region' ? tasks.includes(ADMINISTRATION) : role === 'officer' && tasks.includes('release'), 'export.not-allowed')
}

/** Makes a file for another register, of the cases decided in the period; what its schema would not accept, and what was annulled since or is suspended, is left out and named. */
export async function makeExport(input: MakeExportInput, { db, now }: Pick<World, 'db' | 'now'>): Promise<{ id: string }> {
  const { actor, format, from, until } = input
  const request = {
    organisationId: actor.organisation.id,
    key: input.idempotencyKey,
    action: 'make-export',
    input: { target: input.target, format, from, until },
  }
  return db.transaction(request, async (tx) => {
    requireExporter(actor)
    const target = targetOf(input.target)
    requireThat(from <= until, 'export.period')
    const at = now()
    const records = await readExportRecords({ actor, period: { from, until } }, tx)
    requireThat(records.length <= MOST, 'export.too-many', { most: MOST })
    const { content, included, problems: refused } = composeExport({ target, format, period: { from, until }, records })
    const problems = [...refused, ...(await readNotInForce({ actor, period: { from, until } }, tx))]
    const id = randomUUID()
    const organisationId = actor.organisation.id
    await tx.rows(
      `INSERT INTO export_run (id, organisation_id, target, format, from_day, until_day, made_at, made_by, sha256, problems)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [id, organisationId, target.id, format, from, until, at, actor.accountId, sha256(content), JSON.stringify(problems)],
    )
    await tx.rows('INSERT INTO export_case (run_id, case_id, organisation_id) SELECT $1, unnest($2::uuid[]), $3', [
      id,
      included,
      organisationId,
    ])
    await tx.rows('INSERT INTO export_file (run_id, organisation_id, content) VALUES ($1, $2, $3)', [id, organisationId, content])
    await tx.rows(
      `DELETE FROM export_file f USING export_run r WHERE r.id = f.run_id AND r.made_at < $1::timestamptz - interval '30 days'`,
      [at],
    )
    const facts = { target: target.id, records: included.length, leftOut: new Set(problems.map(({ caseId }) => caseId)).size }
    tx.audit({ organisationId, action: 'export.made', actor: actor.accountId, subject: id, facts })
    return { id }
  })
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest()
