import type { Attestation } from '../../../credential/attestation/attestation.ts'
import type { Transaction } from '../../db/database.ts'
import { requireTaxCode } from '../../person/require-tax-code.ts'
import { rulePackOf } from '../../rule-pack/rule-pack.ts'
import { requireThat } from '../require-that.ts'
import type { Corrected } from './corrected.ts'
import { correctableOf } from './corrected.ts'
import { type Difference, differencesOf } from './difference.ts'
import type { LockedAct } from './lock-act.ts'

export interface CorrectionInput {
  /** The act's number typed again (ux.md: no undo, so a second look). */
  readonly confirmNumber: string
  readonly reasonClass: string
  readonly reason: string
  /** That somebody saw the card: then the letters of the codice fiscale need not be those that we would have made of the name. */
  readonly cardSeen: boolean
}

/**
 * What every rettifica needs before anything is written: that something was wrong, that the new data hold together, a reason of the rule
 * pack, and the number typed again.
 *
 * @throws AttestaError `confirm.mismatch`, `correction.nothing`, `status.reason-class`, `status.reason-missing`, `person.tax-code*`
 */
export async function requireCorrection(
  { act, corrected, input }: { act: LockedAct; corrected: Corrected; input: CorrectionInput },
  tx: Pick<Transaction, 'row'>,
): Promise<Difference[]> {
  const { reasonClass } = input
  const { reasons } = rulePackOf(act.record.rulePack)
  requireThat(input.confirmNumber.trim() === act.number, 'confirm.mismatch', { number: act.number })
  const differences = differencesOf({ was: comparable(act.record, corrected), is: corrected })
  requireThat(differences.length > 0, 'correction.nothing')
  requireThat(
    reasons.some(({ id, words }) => id === reasonClass && words.includes('sostituito')),
    'status.reason-class',
    { reasonClass, word: 'sostituito' },
  )
  requireThat(input.reason.trim().length >= 3, 'status.reason-missing')
  if (differences.some(({ field }) => field.startsWith('person.'))) await requirePerson({ act, corrected, cardSeen: input.cardSeen }, tx)
  return differences
}

/** Of the act as much as may be corrected here: what was not asked about is no difference. */
function comparable(record: Attestation, corrected: Corrected): Corrected {
  const { person, title, ...further } = correctableOf(record)
  return corrected.experiences === undefined ? { person, title } : { person, title, ...further }
}

async function requirePerson(
  { act, corrected: { person }, cardSeen }: { act: LockedAct; corrected: Corrected; cardSeen: boolean },
  tx: Pick<Transaction, 'row'>,
): Promise<void> {
  const known = await tx.row<{ sex: 'F' | 'M' | null }>('SELECT sex FROM person WHERE id = $1', [act.personId])
  const { givenName, familyName, birthDate, taxCode } = person
  requireTaxCode({ taxCode, birthDate, sex: known?.sex ?? undefined, name: cardSeen ? undefined : { givenName, familyName } })
  const other = await tx.row('SELECT 1 FROM person WHERE organisation_id = $1 AND id <> $2 AND tax_code_key = attesta_tax_code_key($3)', [
    act.organisationId,
    act.personId,
    taxCode,
  ])
  requireThat(other === undefined, 'person.tax-code-taken')
}
