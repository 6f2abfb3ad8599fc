import type { Person } from '../../../credential/attestation/attestation.ts'
import type { Transaction } from '../../db/database.ts'
import { isSameName } from '../../person/same-name.ts'
import { requireThat } from '../require-that.ts'
import type { LockedAct } from './lock-act.ts'

/**
 * A rettifica puts right what was written wrong; it never makes another person. The name stays, or the codice fiscale: as every act of the
 * case said it until now, so that one rettifica after the other does not get there either. A birth date is that of many.
 *
 * @throws AttestaError `correction.other-person`
 */
export async function requireSamePerson({ act, person }: { act: LockedAct; person: Person }, tx: Pick<Transaction, 'rows'>): Promise<void> {
  const acts = await tx.rows<{ person: Person }>(
    `SELECT record->'outcome'->'person' AS person FROM attestation WHERE case_id = $1 AND organisation_id = $2`,
    [act.caseId, act.organisationId],
  )
  const before = [act.record.outcome.person, ...acts.map(({ person }) => person)]
  requireThat(
    before.every((was) => isSamePerson(was, person)),
    'correction.other-person',
  )
}

/** Whether the name stays, or the codice fiscale. */
export function isSamePerson(was: Person, is: Person): boolean {
  return isSameName(was, is) || was.taxCode === is.taxCode
}
