import type { Actor } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'

/** Which expert, as they were when the officer looked at them. */
export interface ExpertInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly expertId: string
  readonly version: number
}

export interface ExpertRecord {
  readonly id: string
  readonly version: number
  readonly retired: boolean
}

export interface ExpertChange {
  readonly action: `expert.${string}`
  readonly input: unknown
  readonly work: (change: { expert: ExpertRecord; tx: Transaction; at: Date }) => Promise<void>
}

/**
 * One change of the Chamber's roster, on the version that the officer saw. Nothing of the person goes into the audit trail but their id.
 *
 * @throws AttestaError `roster.not-allowed`, `expert.unknown`, `expert.stale`
 */
export async function changeExpert(
  { actor, idempotencyKey: key, expertId, version }: ExpertInput,
  { action, input, work }: ExpertChange,
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<null> {
  const organisationId = actor.organisation.id
  return db.transaction({ organisationId, key, action, input: { expertId, version, input } }, async (tx) => {
    const at = now()
    requireThat(actor.role === 'chamber', 'roster.not-allowed', { role: actor.role })
    const row = await tx.row<{ version: number; retired: boolean }>(
      'SELECT version, retired_on IS NOT NULL AS retired FROM expert WHERE id = $1 AND organisation_id = $2 FOR UPDATE',
      [expertId, organisationId],
    )
    requireThat(row !== undefined, 'expert.unknown')
    requireThat(row.version === version, 'expert.stale')
    await work({ expert: { id: expertId, ...row }, tx, at })
    await tx.rows('UPDATE expert SET version = version + 1 WHERE id = $1', [expertId])
    tx.audit({ organisationId, action, actor: actor.accountId, subject: expertId, facts: {} })
    return null
  })
}
