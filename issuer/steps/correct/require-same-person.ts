import type { Person } from '../../../credential/attestation/attestation.ts'
import type { Transaction } from '../../db/database.ts'
import { requireThat } from '../require-that.ts'
import type { LockedAct } from './lock-act.ts'

/**
 * A rettifica puts right what was written wrong; it never makes another person. Of name, birth date and codice fiscale one stays at least:
 * as the act says it, and as the first acts of the case said it, so that one rettifica after the other does not get there either.
 *
 * @throws AttestaError `correction.other-person`
 */
export async function requireSamePerson({ act, person }: { act: LockedAct; person: Person }, tx: Pick<Transaction, 'rows'>): Promise<void> {
  const first = await tx.rows<{ person: Person }>(
    `SELECT record->'outcome'->'person' AS person FROM attestation WHERE case_id = $1 AND organisation_id = $2 AND replaces IS NULL`,
    [act.caseId, act.organisationId],
  )
  const before = [act.record.outcome.person, ...first.map(({ person }) => person)]
  requireThat(
    before.every((was) => isSamePerson(was, person)),
    'correction.other-person',
  )
}

/** Whether of name, birth date and codice fiscale one stays at least. */
export function isSamePerson(was: Person, is: Person): boolean {
  const named = was.givenName === is.givenName && was.familyName === is.familyName
  return named || was.birthDate === is.birthDate || was.taxCode === is.taxCode
}
