import type { Transaction } from '../../db/database.ts'
import type { KnownPerson } from '../keep-person.ts'
import { requireThat } from '../require-that.ts'

export interface Volunteer {
  /** The record that the register goes by: what is written from now on is written there. */
  readonly id: string
  /** Every record of this person in the register, that one first: two that were recognised as one count together. */
  readonly ids: readonly string[]
  readonly personId: string
  readonly person: KnownPerson
}

/** The volunteer, by whichever of their records they were asked for. @throws AttestaError `volunteer.unknown`, also for one of another body */
export async function readVolunteer(
  { organisationId, volunteerId }: { organisationId: string; volunteerId: string },
  tx: Pick<Transaction, 'rows'>,
): Promise<Volunteer> {
  const rows = await tx.rows<{
    id: string
    person_id: string
    given_name: string
    family_name: string
    birth_date: string
    tax_code: string
  }>(
    `SELECT s.id, p.id AS person_id, p.given_name, p.family_name, p.birth_date::text, p.tax_code
     FROM attesta_same_volunteer($1) WITH ORDINALITY AS s (id, nth) JOIN volunteer v ON v.id = s.id JOIN person p ON p.id = v.person_id
     WHERE v.organisation_id = $2 ORDER BY s.nth`,
    [volunteerId, organisationId],
  )
  const [row] = rows
  requireThat(row !== undefined, 'volunteer.unknown')
  const { id, person_id: personId, given_name: givenName, family_name: familyName, birth_date: birthDate, tax_code: taxCode } = row
  return { id, ids: rows.map((record) => record.id), personId, person: { givenName, familyName, birthDate, taxCode } }
}
