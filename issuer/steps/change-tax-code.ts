import { parseTaxCode } from '../../credential/tax-code.ts'
import { requireTaxCode } from '../person/require-tax-code.ts'
import { STATES } from '../procedure/procedure.ts'
import { changeFile, type FileInput } from './change-file.ts'
import { requireThat } from './require-that.ts'
import { requireNoRunningExam } from './running-exam.ts'
import type { World } from './world.ts'

export interface ChangeTaxCodeInput extends FileInput {
  readonly taxCode: string
  /** That somebody saw the card: then the letters of the name need not be those that we would have made. */
  readonly cardSeen: boolean
}

/**
 * The definitive codice fiscale comes in the place of the provisional one, or the office changes one for an homocodic one (domain.md
 * §5.1). The person stays the same, with all their cases; whoever asks by the old code still finds them. What was sealed before stays as
 * it was, with the code that held on that day. Where the body took the same person in a second time, under the definitive code, the two
 * records are recognised as one: by either code the officer comes to the same person, who sees all their cases. Not while a commission is
 * at work: before it is appointed, or after the release.
 *
 * @throws AttestaError `person.tax-code*`, `person.tax-code-definitive`, `person.tax-code-taken`,
 *   `person.exam-running`, `case.*`
 */
export async function changeTaxCode(input: ChangeTaxCodeInput, world: World): Promise<null> {
  const { actor, taxCode, cardSeen } = input
  return changeFile(
    input,
    {
      action: 'file.tax-code',
      task: 'reception',
      during: STATES,
      afterErasure: true,
      input: { taxCode, cardSeen },
      ...(cardSeen && { facts: { cardSeen } }),
      work: async ({ file, tx, at }) => {
        const { person, personId, organisationId } = file
        const known = await tx.row<{ sex: 'F' | 'M' | null; root: string }>(
          'SELECT sex, coalesce(same_as, id) AS root FROM person WHERE id = $1 FOR UPDATE',
          [personId],
        )
        const { givenName, familyName, birthDate } = person
        const name = cardSeen ? undefined : { givenName, familyName }
        const next = requireTaxCode({ taxCode, birthDate, sex: known?.sex ?? undefined, name })
        const before = parseTaxCode(person.taxCode)
        requireThat(next.form === 'personal', 'person.tax-code-provisional')
        requireThat(before.form === 'provisional' || (before.base === next.base && before.code !== next.code), 'person.tax-code-definitive')
        await requireNoRunningExam(personId, tx)
        const root = known?.root ?? personId
        const other = await tx.row<{ id: string; same: boolean }>(
          `SELECT id, (given_name, family_name, birth_date) = ($4, $5, $6::date) AS same FROM person
           WHERE organisation_id = $1 AND id <> $2 AND same_as IS NULL AND tax_code_key = attesta_tax_code_key($3) FOR UPDATE`,
          [organisationId, root, taxCode, givenName, familyName, birthDate],
        )
        requireThat(other === undefined || other.same, 'person.tax-code-taken')
        await tx.rows(
          `INSERT INTO person_former_code (person_id, organisation_id, tax_code, replaced_at, replaced_by)
           SELECT id, organisation_id, tax_code, $3, $4 FROM person WHERE (id = $1 OR same_as = $1) AND tax_code <> $2`,
          [root, taxCode, at, actor.accountId],
        )
        await tx.rows('UPDATE person SET tax_code = $2, same_as = coalesce($3, same_as) WHERE id = $1 OR same_as = $1', [
          root,
          taxCode,
          other?.id ?? null,
        ])
        if (other !== undefined) {
          const facts = { sameAs: other.id }
          tx.audit({ organisationId, action: 'person.recognised', actor: actor.accountId, subject: root, facts })
        }
        return null
      },
    },
    world,
  )
}
