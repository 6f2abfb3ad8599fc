import type { Transaction } from '../../db/database.ts'
import { requireTaxCode } from '../../person/require-tax-code.ts'
import { type KnownPerson, keepPerson } from '../keep-person.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'

/** Puts a person into the register. @throws AttestaError `volunteer.already`, `person.*`, `volunteer.not-allowed` */
export async function addVolunteer(
  input: RegisterInput & { readonly person: KnownPerson; readonly demo: boolean },
  world: Pick<World, 'db' | 'now'>,
): Promise<{ id: string }> {
  const { actor, person, demo } = input
  return changeRegister(
    input,
    {
      action: 'volunteer.add',
      input: { person },
      work: async ({ organisationId, tx, at }) => {
        requireTaxCode(person)
        const kept = await keepVolunteer({ organisationId, person, demo, by: actor.accountId, at }, tx)
        requireThat(kept.added, 'volunteer.already')
        tx.audit({ organisationId, action: 'volunteer.add', actor: actor.accountId, subject: kept.id, facts: {} })
        return { id: kept.id }
      },
    },
    world,
  )
}

/** The volunteer that a person is, whether they were one already or not. @throws AttestaError `person.other-name` */
export async function keepVolunteer(
  { organisationId, person, demo, by, at }: { organisationId: string; person: KnownPerson; demo: boolean; by: string; at: Date },
  tx: Transaction,
): Promise<{ id: string; added: boolean }> {
  const personId = await keepPerson({ organisationId, person, demo }, tx)
  const added = await tx.row<{ id: string }>(
    `INSERT INTO volunteer (organisation_id, person_id, added_at, added_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organisation_id, person_id) DO NOTHING RETURNING id`,
    [organisationId, personId, at, by],
  )
  if (added !== undefined) return { id: added.id, added: true }
  const known = await tx.row<{ id: string }>('SELECT id FROM volunteer WHERE organisation_id = $1 AND person_id = $2', [
    organisationId,
    personId,
  ])
  requireThat(known !== undefined, 'write.conflict')
  return { id: known.id, added: false }
}
