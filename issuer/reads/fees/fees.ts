import type { Actor } from '../../auth/actor.ts'
import type { Database } from '../../db/database.ts'
import { feeOfRole } from '../../rule-pack/fee-of-role.ts'
import { rulePackOf } from '../../rule-pack/rule-pack.ts'
import { requireThat } from '../../steps/require-that.ts'
import { onPage, pageOf } from '../page.ts'

export interface FeesAsked {
  /** Days of the sittings, both included: ISO dates. */
  readonly from: string
  readonly until: string
  readonly state?: 'due' | 'paid' | undefined
  /** Only of one expert. */
  readonly expertId?: string | undefined
}

/** What one member is owed for one sitting, and whether it was paid. */
export interface Fee {
  readonly sittingId: string
  readonly expertId: string
  readonly name: string
  readonly role: string
  readonly roleByLanguage: Readonly<Record<'it' | 'en', string>>
  readonly satAt: string
  readonly minutesNumber: string
  readonly actNumber: string
  readonly candidates: number
  readonly cents: number
  /** Nobody has read an act that fixes it. */
  readonly workingDefault: boolean
  readonly state: 'due' | 'paid'
  readonly payment?: { readonly cents: number; readonly paidOn: string; readonly reference: string }
}

interface Row {
  sitting_id: string
  expert_id: string
  name: string
  role: string
  sat_at: Date
  minutes_number: string
  act_number: string
  candidates: number
  rule_pack_id: string
  rule_pack_version: string
  paid_cents: number | null
  paid_on: string | null
  reference: string | null
}

const MOST = 5000

/**
 * Who sat when, what that is worth by the rules of the commission, and what was paid: read from the closed minutes, so that nothing can
 * be owed for a sitting that was not held, or to somebody who was not there.
 */
export async function readFees({ actor, asked }: { actor: Actor; asked: FeesAsked }, db: Pick<Database, 'rows'>) {
  requireThat(actor.role === 'chamber', 'roster.not-allowed', { role: actor.role })
  const rows = await db.rows<Row>(
    `SELECT m.sitting_id, p.expert_id, e.name, c.role, m.sat_at, m.number AS minutes_number, k.act_number, k.rule_pack_id, k.rule_pack_version,
       (SELECT count(*)::int FROM commission_candidate d WHERE d.commission_id = k.id
         AND NOT EXISTS (SELECT 1 FROM sitting_left_out l WHERE l.sitting_id = m.sitting_id AND l.case_id = d.case_id)) AS candidates,
       x.cents AS paid_cents, x.paid_on::text, x.reference
     FROM minutes m JOIN sitting_presence p ON p.sitting_id = m.sitting_id JOIN expert e ON e.id = p.expert_id
       JOIN commission k ON k.id = m.commission_id JOIN commission_member c ON c.commission_id = k.id AND c.expert_id = p.expert_id
       LEFT JOIN fee_payment x ON x.sitting_id = m.sitting_id AND x.expert_id = p.expert_id AND x.reverses IS NULL
         AND NOT EXISTS (SELECT 1 FROM fee_payment r WHERE r.reverses = x.id)
     WHERE m.organisation_id = $1 AND (m.sat_at AT TIME ZONE 'Europe/Rome')::date BETWEEN $2::date AND $3::date
       AND ($4::uuid IS NULL OR p.expert_id = $4) AND ($5::text IS NULL OR ($5 = 'paid') = (x.id IS NOT NULL))
     ORDER BY m.sat_at DESC, m.number, c.role DESC, e.name, e.id LIMIT ${MOST}`,
    [actor.organisation.id, asked.from, asked.until, asked.expertId ?? null, asked.state ?? null],
  )
  const items = rows.map(feeOf)
  const sum = (state: Fee['state']) =>
    items.reduce((total, fee) => total + (fee.state === state ? (fee.payment?.cents ?? fee.cents) : 0), 0)
  return { from: asked.from, until: asked.until, items, dueCents: sum('due'), paidCents: sum('paid') }
}

/** One page of them; the sums are those of all that was found. Each amount follows from its commission's rules: only all of them make a sum. */
export async function readFeesPage(
  { actor, asked, page = 1 }: { actor: Actor; asked: FeesAsked; page?: number | undefined },
  db: Pick<Database, 'rows'>,
) {
  const all = await readFees({ actor, asked }, db)
  const { skip, take } = onPage(page)
  return { ...all, ...pageOf({ page, total: all.items.length }), items: all.items.slice(skip, skip + take) }
}

function feeOf(row: Row): Fee {
  const pack = rulePackOf({ id: row.rule_pack_id, version: row.rule_pack_version })
  const { cents, workingDefault } = feeOfRole({ pack, role: row.role, candidates: row.candidates })
  const { profile, competence } = pack.compositions
  const words = [...profile.roles, ...competence.roles].find(({ id }) => id === row.role)
  return {
    sittingId: row.sitting_id,
    expertId: row.expert_id,
    name: row.name,
    role: row.role,
    roleByLanguage: { it: words?.it ?? row.role, en: words?.en ?? row.role },
    satAt: row.sat_at.toISOString(),
    minutesNumber: row.minutes_number,
    actNumber: row.act_number,
    candidates: row.candidates,
    cents,
    workingDefault,
    ...(row.paid_cents !== null && row.paid_on !== null && row.reference !== null
      ? { state: 'paid' as const, payment: { cents: row.paid_cents, paidOn: row.paid_on, reference: row.reference } }
      : { state: 'due' as const }),
  }
}
