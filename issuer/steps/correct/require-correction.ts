import { isDeepStrictEqual } from 'node:util'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { dayInRome } from '../../../credential/time.ts'
import type { Transaction } from '../../db/database.ts'
import { requireBirthDate } from '../../person/require-birth-date.ts'
import { requirePerson } from '../../person/require-person.ts'
import { rulePackOf } from '../../rule-pack/rule-pack.ts'
import { requireDays } from '../dossier/keep-experience.ts'
import { requireThat } from '../require-that.ts'
import type { Corrected } from './corrected.ts'
import { correctableOf } from './corrected.ts'
import { differencesOf } from './difference.ts'
import type { LockedAct } from './lock-act.ts'
import { repertoryTitle } from './repertory-title.ts'
import { requireNoExam } from './require-no-exam.ts'
import { requireSamePerson } from './require-same-person.ts'

export interface CorrectionInput {
  /** The act's number typed again (ux.md: no undo, so a second look). */
  readonly confirmNumber: string
  readonly reasonClass: string
  readonly reason: string
  /** That somebody saw the card: then the letters of the codice fiscale need not be those that we would have made of the name. */
  readonly cardSeen: boolean
}

/**
 * What every rettifica needs before anything is written: that something was wrong, that no commission is at work on it, that the new data
 * hold together and are still of this person, a reason of the rule pack, and the number typed again.
 *
 * @returns whether only the card says that code and name belong together
 * @throws AttestaError `confirm.mismatch`, `correction.nothing`, `correction.exam-running`, `correction.title`, `correction.other-person`,
 *   `experience.dates`, `experience.later`, `experience.before-birth`, `status.reason-class`, `status.reason-missing`, `person.*`
 */
export async function requireCorrection(
  { act, corrected, input, at }: { act: LockedAct; corrected: Corrected; input: CorrectionInput; at: Date },
  tx: Pick<Transaction, 'row' | 'rows'>,
): Promise<{ readonly byCard: boolean }> {
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
  await requireNoExam({ act, differences }, tx)
  const ofPerson = differences.some(({ field }) => field.startsWith('person.'))
  const byCard = ofPerson && (await requireCorrected({ act, corrected, cardSeen: input.cardSeen, at }, tx))
  if (differences.some(({ field }) => field.startsWith('title.'))) await requireTitle({ act, corrected }, tx)
  const day = dayInRome(new Date(act.record.issuedAt))
  const { birthDate } = corrected.person
  if (differences.some(({ field }) => field === 'person.birthDate')) requireBirthDate({ birthDate, today: day })
  for (const experience of corrected.experiences ?? correctableOf(act.record).experiences) requireDays(experience, { birthDate, day })
  return { byCard }
}

/** Of the act as much as may be corrected here: what was not asked about is no difference. */
function comparable(record: Attestation, corrected: Corrected): Corrected {
  const { person, title, ...further } = correctableOf(record)
  return corrected.experiences === undefined ? { person, title } : { person, title, ...further }
}

async function requireCorrected(
  { act, corrected: { person }, cardSeen, at }: { act: LockedAct; corrected: Corrected; cardSeen: boolean; at: Date },
  tx: Pick<Transaction, 'row' | 'rows'>,
): Promise<boolean> {
  await requireSamePerson({ act, person }, tx)
  const known = await tx.row<{ sex: 'F' | 'M' | null; root: string }>(
    'SELECT sex, coalesce(same_as, id) AS root FROM person WHERE id = $1',
    [act.personId],
  )
  const { byCard } = requirePerson({ person: { ...person, sex: known?.sex ?? undefined }, cardSeen, at })
  // Also a code that the other person had before, by which they are still found (`keep-person.ts`).
  const other = await tx.row(
    `SELECT 1 FROM person p WHERE p.organisation_id = $1 AND coalesce(p.same_as, p.id) <> $2 AND (p.tax_code_key = attesta_tax_code_key($3)
       OR EXISTS (SELECT 1 FROM person_former_code f WHERE f.person_id = p.id AND f.tax_code_key = attesta_tax_code_key($3)))`,
    [act.organisationId, known?.root ?? act.personId, person.taxCode],
  )
  requireThat(other === undefined, 'person.tax-code-taken')
  return byCard
}

/** What a title claims was judged under its name: it is brought to what the repertory says, and to nothing else. */
async function requireTitle(
  { act, corrected: { title } }: { act: LockedAct; corrected: Corrected },
  tx: Pick<Transaction, 'rows'>,
): Promise<void> {
  if (act.kind === 'trasparenza') return
  const frozen = await repertoryTitle(act, tx)
  requireThat(isDeepStrictEqual({ ...title }, frozen), 'correction.title', { title: (frozen ?? act.record.title).it })
}
