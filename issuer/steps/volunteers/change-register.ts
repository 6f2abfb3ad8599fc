import type { Actor } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'

export interface RegisterInput {
  /** Version of the page that the actor acts on. */
  readonly seen?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
}

/** Whether a body is of the third sector: it keeps a register of volunteers, and opens cases from it alone. */
export async function isThirdSector(organisationId: string, tx: Pick<Transaction, 'rows'>): Promise<boolean> {
  return (await tx.rows(`SELECT 1 FROM organisation WHERE id = $1 AND kind = 'ets'`, [organisationId])).length > 0
}

/** Who may look into the register: the officers of a body of the third sector. @throws AttestaError `volunteer.not-allowed` */
export async function requireRegister({ role, organisation }: Actor, tx: Pick<Transaction, 'rows'>): Promise<void> {
  requireThat(role === 'officer' && (await isThirdSector(organisation.id, tx)), 'volunteer.not-allowed')
}

/**
 * One change of the register of volunteers, by whoever receives people in a body of the third sector.
 *
 * @throws AttestaError `volunteer.not-allowed`, `case.no-task`
 */
export async function changeRegister<Result>(
  { actor, idempotencyKey: key }: RegisterInput,
  {
    action,
    input,
    work,
  }: {
    readonly action: `volunteer.${string}`
    readonly input: unknown
    readonly work: (change: { organisationId: string; tx: Transaction; at: Date }) => Promise<Result>
  },
  { db, now }: Pick<World, 'db' | 'now'>,
): Promise<Result> {
  const organisationId = actor.organisation.id
  return db.transaction({ organisationId, key, action, input }, async (tx) => {
    await requireRegister(actor, tx)
    requireThat(actor.tasks.includes('reception'), 'case.no-task', { task: 'reception' })
    return work({ organisationId, tx, at: now() })
  })
}
