import { randomUUID } from 'node:crypto'
import { AttestaError } from '../../../credential/errors.ts'
import { checkTaxCode } from '../../../credential/tax-code.ts'
import { dayInRome } from '../../../credential/time.ts'
import shipped from '../../../schemas/repertory/sectors.json' with { type: 'json' }
import type { Actor } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import { rolesOfAppointing } from '../../rule-pack/roles-of.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { changeExpert, type ExpertInput } from './change-expert.ts'

/** What the roster says of a person; what is empty in `sections` is all of them. */
export interface RosterEntry {
  readonly name: string
  readonly sectors: readonly string[]
  readonly sections: readonly string[]
  readonly roles: readonly string[]
  readonly employerId?: string | undefined
}

export interface AddExpertInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  readonly entry: RosterEntry
  readonly taxCode: string
  /** Number of the act by which the person was put on the roster. */
  readonly actNumber: string
}

/** @throws AttestaError `roster.not-allowed`, `person.tax-code`, `expert.already`, `expert.entry` */
export async function addExpert(input: AddExpertInput, { db, now }: Pick<World, 'db' | 'now'>): Promise<{ id: string }> {
  const { actor, entry, taxCode, actNumber } = input
  const organisationId = actor.organisation.id
  const request = { organisationId, key: input.idempotencyKey, action: 'expert.add', input: { entry, taxCode, actNumber } }
  return db.transaction(request, async (tx) => {
    requireThat(actor.role === 'chamber', 'roster.not-allowed', { role: actor.role })
    await requireEntry({ entry, slug: actor.organisation.slug }, tx)
    const kept = await tx.row<{ id: string }>(
      `INSERT INTO expert (id, organisation_id, name, tax_code, sectors, sections, roles, employer_id, enrolled_on, enrolled_act)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (organisation_id, tax_code_key) DO NOTHING RETURNING id`,
      [
        randomUUID(),
        organisationId,
        entry.name.trim(),
        readTaxCode(taxCode),
        entry.sectors,
        entry.sections,
        entry.roles,
        entry.employerId ?? null,
        dayInRome(now()),
        actNumber.trim(),
      ],
    )
    requireThat(kept !== undefined, 'expert.already')
    tx.audit({ organisationId, action: 'expert.add', actor: actor.accountId, subject: kept.id, facts: { actNumber: actNumber.trim() } })
    return kept
  })
}

/** Another name, sector, role or employer. Commissions that were appointed keep the roles that they gave. */
export async function changeEntry(
  { entry, ...input }: ExpertInput & { readonly entry: RosterEntry },
  world: Pick<World, 'db' | 'now'>,
): Promise<null> {
  return changeExpert(
    input,
    {
      action: 'expert.change',
      input: entry,
      work: async ({ expert, tx }) => {
        requireThat(!expert.retired, 'expert.retired')
        await requireEntry({ entry, slug: input.actor.organisation.slug }, tx)
        await tx.rows('UPDATE expert SET name = $2, sectors = $3, sections = $4, roles = $5, employer_id = $6 WHERE id = $1', [
          expert.id,
          entry.name.trim(),
          entry.sectors,
          entry.sections,
          entry.roles,
          entry.employerId ?? null,
        ])
      },
    },
    world,
  )
}

async function requireEntry({ entry, slug }: { entry: RosterEntry; slug: string }, tx: Transaction): Promise<void> {
  const known = rolesOfAppointing(slug).map(({ id }) => id)
  const { sectors, sections, roles, employerId } = entry
  requireThat(sectors.length > 0 && sectors.every((sector) => shipped.sectors.includes(sector)), 'expert.entry')
  requireThat(
    sections.every((section) => shipped.sections.includes(section)),
    'expert.entry',
  )
  requireThat(roles.length > 0 && roles.every((role) => known.includes(role)), 'expert.entry')
  if (employerId === undefined) return
  const body = await tx.row(`SELECT 1 FROM organisation WHERE id = $1 AND kind IN ('body', 'cpi', 'ets')`, [employerId])
  requireThat(body !== undefined, 'organisation.unknown')
}

/** As the roster keeps it. @throws AttestaError `person.tax-code` */
export function readTaxCode(taxCode: string): string {
  try {
    return checkTaxCode({ taxCode }).code
  } catch (cause) {
    if (!(cause instanceof AttestaError)) throw cause
    throw new AttestaError('person.tax-code', {}, { cause })
  }
}
