import { dayInRome } from '../../../credential/time.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import { feeOfRole } from '../../rule-pack/fee-of-role.ts'
import { rulePackOf } from '../../rule-pack/rule-pack.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'

interface FeeInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly sittingId: string
  readonly expertId: string
  /** ISO date. */
  readonly on: string
  readonly reference: string
}

interface Owed {
  readonly cents: number
  readonly satOn: string
  /** The payment that stands, if any. */
  readonly paid: { readonly id: string; readonly cents: number } | undefined
}

/** Writes down that a member's fee was paid: what the rules say, once. @throws AttestaError `fee.unknown`, `fee.paid`, `fee.paid-later` */
export async function payFee(input: FeeInput, world: Pick<World, 'db' | 'now'>): Promise<null> {
  return book('fee.pay', input, world, ({ cents, paid }) => {
    requireThat(cents > 0, 'fee.unknown')
    requireThat(paid === undefined, 'fee.paid')
    return { cents, reverses: null }
  })
}

/** Takes a payment back that was written down by mistake, by a line of its own. @throws AttestaError `fee.unknown`, `fee.not-paid` */
export async function reversePayment(input: FeeInput, world: Pick<World, 'db' | 'now'>): Promise<null> {
  return book('fee.reverse', input, world, ({ paid }) => {
    requireThat(paid !== undefined, 'fee.not-paid')
    return { cents: -paid.cents, reverses: paid.id }
  })
}

async function book(
  action: 'fee.pay' | 'fee.reverse',
  { actor, idempotencyKey: key, sittingId, expertId, on, reference }: FeeInput,
  { db, now }: Pick<World, 'db' | 'now'>,
  line: (owed: Owed) => { cents: number; reverses: string | null },
): Promise<null> {
  const organisationId = actor.organisation.id
  const request = { organisationId, key, action, input: { sittingId, expertId, on, reference } }
  return db.transaction(request, async (tx) => {
    const at = now()
    requireThat(actor.role === 'chamber', 'roster.not-allowed', { role: actor.role })
    const owed = await lockOwed({ organisationId, sittingId, expertId }, tx)
    const { cents, reverses } = line(owed)
    requireThat(owed.satOn <= on && on <= dayInRome(at), 'fee.paid-later')
    await tx.rows(
      `INSERT INTO fee_payment (organisation_id, sitting_id, expert_id, cents, paid_on, reference, reverses, recorded_at, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [organisationId, sittingId, expertId, cents, on, reference.trim(), reverses, at, actor.accountId],
    )
    tx.audit({ organisationId, action, actor: actor.accountId, subject: sittingId, facts: { expertId, cents } })
    return null
  })
}

/** One line at a time for each expert: two officers who pay the same fee wait for one another. */
async function lockOwed(
  { organisationId, sittingId, expertId }: { organisationId: string; sittingId: string; expertId: string },
  tx: Transaction,
): Promise<Owed> {
  await tx.rows('SELECT 1 FROM expert WHERE id = $1 AND organisation_id = $2 FOR UPDATE', [expertId, organisationId])
  const row = await tx.row<{
    role: string
    candidates: number
    sat_on: string
    rule_pack_id: string
    rule_pack_version: string
    paid_id: string | null
    paid_cents: number | null
  }>(
    `SELECT c.role, (m.sat_at AT TIME ZONE 'Europe/Rome')::date::text AS sat_on, k.rule_pack_id, k.rule_pack_version,
       (SELECT count(*)::int FROM commission_candidate d WHERE d.commission_id = k.id
         AND NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = m.sitting_id AND l.case_id = d.case_id)) AS candidates, x.id AS paid_id, x.cents AS paid_cents
     FROM minutes m JOIN sitting_presence p ON p.sitting_id = m.sitting_id AND p.expert_id = $3 JOIN commission k ON k.id = m.commission_id
       JOIN commission_member c ON c.commission_id = k.id AND c.expert_id = $3
       LEFT JOIN fee_payment x ON x.sitting_id = m.sitting_id AND x.expert_id = $3 AND x.reverses IS NULL
         AND NOT EXISTS (SELECT 1 FROM fee_payment r WHERE r.reverses = x.id)
     WHERE m.sitting_id = $2 AND m.organisation_id = $1`,
    [organisationId, sittingId, expertId],
  )
  requireThat(row !== undefined, 'fee.unknown')
  const pack = rulePackOf({ id: row.rule_pack_id, version: row.rule_pack_version })
  return {
    cents: feeOfRole({ pack, role: row.role, candidates: row.candidates }).cents,
    satOn: row.sat_on,
    paid: row.paid_id === null || row.paid_cents === null ? undefined : { id: row.paid_id, cents: row.paid_cents },
  }
}
