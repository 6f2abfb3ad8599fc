import type { Transaction } from '../../db/database.ts'
import type { KnownPerson } from '../keep-person.ts'
import { requireThat } from '../require-that.ts'

/** @throws AttestaError `volunteer.unknown`, also for one of another body */
export async function readVolunteer(
  { organisationId, volunteerId }: { organisationId: string; volunteerId: string },
  tx: Pick<Transaction, 'rows'>,
): Promise<{ personId: string; person: KnownPerson }> {
  const [row] = await tx.rows<{ id: string; given_name: string; family_name: string; birth_date: string; tax_code: string }>(
    `SELECT p.id, p.given_name, p.family_name, p.birth_date::text, p.tax_code FROM volunteer v JOIN person p ON p.id = v.person_id
     WHERE v.id = $1 AND v.organisation_id = $2`,
    [volunteerId, organisationId],
  )
  requireThat(row !== undefined, 'volunteer.unknown')
  const { id, given_name: givenName, family_name: familyName, birth_date: birthDate, tax_code: taxCode } = row
  return { personId: id, person: { givenName, familyName, birthDate, taxCode } }
}
