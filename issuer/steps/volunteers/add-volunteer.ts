import type { Transaction } from '../../db/database.ts'
import { requirePerson } from '../../person/require-person.ts'
import { type KnownPerson, keepKnown } from '../keep-person.ts'
import { requireThat } from '../require-that.ts'
import type { World } from '../world.ts'
import { changeRegister, type RegisterInput } from './change-register.ts'

/**
 * Puts a person into the register. Of whoever is there already under another name or birth date, what somebody saw to be wrong is put right.
 *
 * @throws AttestaError `volunteer.already`, `person.*`, `volunteer.not-allowed`
 */
export async function addVolunteer(
  input: RegisterInput & {
    readonly person: KnownPerson
    /** That somebody saw the card: then the letters of the codice fiscale need not be those that we would have made of the name. */
    readonly cardSeen?: boolean | undefined
    /** That somebody saw the document: what we knew otherwise of this person was wrong, and is put right. */
    readonly putRight?: boolean | undefined
    readonly demo: boolean
  },
  world: Pick<World, 'db' | 'now'>,
): Promise<{ id: string }> {
  const { actor, person, cardSeen = false, putRight = false, demo } = input
  return changeRegister(
    input,
    {
      action: 'volunteer.add',
      input: { person, cardSeen, putRight },
      work: async ({ organisationId, tx, at }) => {
        const { byCard } = requirePerson({ person, cardSeen, at })
        const kept = await keepVolunteer({ organisationId, person, demo, putRight, by: actor.accountId, at }, tx)
        requireThat(kept.added || kept.putRight, 'volunteer.already')
        if (!kept.added) return { id: kept.id }
        tx.audit({
          organisationId,
          action: 'volunteer.add',
          actor: actor.accountId,
          subject: kept.id,
          facts: byCard ? { cardSeen: true } : {},
        })
        return { id: kept.id }
      },
    },
    world,
  )
}

/** The volunteer that a person is, whether they were one already, under whichever of their records, or not, and whether we knew them otherwise. @throws AttestaError `person.*` */
async function keepVolunteer(
  {
    organisationId,
    person,
    demo,
    putRight,
    by,
    at,
  }: { organisationId: string; person: KnownPerson; demo: boolean; putRight: boolean; by: string; at: Date },
  tx: Transaction,
): Promise<{ id: string; added: boolean; putRight: boolean }> {
  const { id: personId, putRight: other } = await keepKnown({ organisationId, person, demo, putRight: putRight ? { by } : undefined }, tx)
  const [one] = await tx.rows<{ id: string }>(
    `SELECT v.id FROM person t JOIN volunteer v ON v.person_id = t.id AND v.organisation_id = $1 WHERE t.id = $2 OR t.same_as = $2
     ORDER BY t.same_as NULLS FIRST, v.id LIMIT 1`,
    [organisationId, personId],
  )
  if (one !== undefined) return { id: one.id, added: false, putRight: other }
  const added = await tx.row<{ id: string }>(
    `INSERT INTO volunteer (organisation_id, person_id, added_at, added_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organisation_id, person_id) DO NOTHING RETURNING id`,
    [organisationId, personId, at, by],
  )
  // Nobody there a moment ago, and now there is: another request adds the same person.
  requireThat(added !== undefined, 'write.conflict')
  return { id: added.id, added: true, putRight: other }
}
