import type { Person } from '../../../credential/attestation/attestation.ts'
import type { Transaction } from '../../db/database.ts'
import type { LockedAct } from './lock-act.ts'

const COLUMNS = { givenName: 'given_name', familyName: 'family_name', birthDate: 'birth_date', taxCode: 'tax_code' } as const

/** Their record, the one that it was recognised as (`change-tax-code.ts`), and the others that were. */
const THEIRS = 'coalesce(same_as, id) = (SELECT coalesce(same_as, id) FROM person WHERE id = $1)'

/**
 * What was wrong on the act of a person is put right in the books too, in each record that is theirs, so that their next act is not wrong again. Only what the rettifica
 * changed, and where the books still say what was wrong: the rest may have been put right since. A codice fiscale that was wrong was never theirs, and is not kept as one that they had
 * (as `change-tax-code.ts` keeps a provisional one): it may be that of somebody else, who is to be taken in by it.
 */
export async function correctPerson({ act, person }: { act: LockedAct; person: Person }, tx: Pick<Transaction, 'rows'>): Promise<void> {
  const was = act.record.outcome.person
  for (const member of Object.keys(COLUMNS) as (keyof Person)[]) {
    if (person[member] === was[member]) continue
    const column = COLUMNS[member]
    await tx.rows(`UPDATE person SET ${column} = $2 WHERE ${THEIRS} AND ${column}::text = $3`, [act.personId, person[member], was[member]])
  }
}
