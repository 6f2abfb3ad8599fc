import type { Person } from '../../../credential/attestation/attestation.ts'
import type { Actor } from '../../auth/actor.ts'
import type { Transaction } from '../../db/database.ts'
import type { LockedAct } from './lock-act.ts'

const COLUMNS = { givenName: 'given_name', familyName: 'family_name', birthDate: 'birth_date', taxCode: 'tax_code' } as const

/**
 * What was wrong on the act of a person is put right in the books too, so that their next act is not wrong again. Only what the rettifica
 * changed: the rest may have been put right since. Whoever asks by the old code still finds them.
 */
export async function correctPerson(
  { act, person, actor, at }: { act: LockedAct; person: Person; actor: Actor; at: Date },
  tx: Pick<Transaction, 'row' | 'rows'>,
): Promise<void> {
  const was = act.record.outcome.person
  for (const member of Object.keys(COLUMNS) as (keyof Person)[]) {
    if (person[member] === was[member]) continue
    const known = await tx.row<{ value: string }>(`SELECT ${COLUMNS[member]}::text AS value FROM person WHERE id = $1 FOR UPDATE`, [
      act.personId,
    ])
    if (known === undefined || known.value === person[member]) continue
    await tx.rows(`UPDATE person SET ${COLUMNS[member]} = $2 WHERE id = $1`, [act.personId, person[member]])
    if (member !== 'taxCode') continue
    await tx.rows(
      `INSERT INTO person_former_code (person_id, organisation_id, tax_code, replaced_at, replaced_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [act.personId, act.organisationId, known.value, at, actor.accountId],
    )
  }
}
