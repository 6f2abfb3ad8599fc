import type { Person } from '../../credential/attestation/attestation.ts'
import type { Transaction } from '../db/database.ts'
import { isSameName } from '../person/same-name.ts'
import { requireThat } from './require-that.ts'
import { requireNoRunningExam } from './running-exam.ts'

export interface Held {
  readonly id: string
  readonly given_name: string
  readonly family_name: string
  readonly birth_date: string
}

/**
 * What was written wrong when a person was taken in, put right by an officer who has the document before them. Only until something is
 * sealed about the person: from then on it is a rettifica, which says so on the act as well. And it never makes another person: name or
 * birth date stays as it was first written, and the codice fiscale, by which they were found: what was put right before counts, so that no
 * second step makes of one person another.
 *
 * @throws AttestaError `person.act-sealed`, `person.exam-running`, `person.other-person`
 */
export async function putPersonRight(
  { held, person, organisationId, by }: { held: Held; person: Person; organisationId: string; by: string },
  tx: Transaction,
): Promise<void> {
  const otherName = !isSameName({ givenName: held.given_name, familyName: held.family_name }, person)
  const otherDay = held.birth_date !== person.birthDate
  const before = await putRightBefore(held.id, tx)
  requireThat(!((otherName || before.includes('name')) && (otherDay || before.includes('birthDate'))), 'person.other-person')
  await requireNoRunningExam(held.id, tx)
  const [sealed] = await tx.rows(
    `SELECT 1 FROM attestation a JOIN ivc_case k ON k.id = a.case_id JOIN person p ON p.id = k.person_id
     WHERE coalesce(p.same_as, p.id) = $1 AND a.organisation_id = $2 LIMIT 1`,
    [held.id, organisationId],
  )
  requireThat(sealed === undefined, 'person.act-sealed')
  await tx.rows('UPDATE person SET given_name = $2, family_name = $3, birth_date = $4 WHERE id = $1 OR same_as = $1', [
    held.id,
    person.givenName,
    person.familyName,
    person.birthDate,
  ])
  const facts = { fields: otherName ? 'name' : 'birthDate' }
  tx.audit({ organisationId, action: 'person.put-right', actor: by, subject: held.id, facts })
}

/** The trail says which field was changed, never from what: a field that was changed once counts as another for good. */
async function putRightBefore(id: string, tx: Transaction): Promise<readonly string[]> {
  const rows = await tx.rows<{ field: string }>(
    `SELECT DISTINCT x.facts->>'fields' AS field FROM audit x
     WHERE x.action = 'person.put-right' AND x.subject IN (SELECT p.id::text FROM person p WHERE p.id = $1 OR p.same_as = $1)`,
    [id],
  )
  return rows.map(({ field }) => field)
}
