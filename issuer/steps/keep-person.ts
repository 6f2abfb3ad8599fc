import type { Person } from '../../credential/attestation/attestation.ts'
import type { Transaction } from '../db/database.ts'
import { isSameName } from '../person/same-name.ts'
import { type Held, putPersonRight } from './put-person-right.ts'
import { requireThat } from './require-that.ts'

export interface KnownPerson extends Person {
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly sex?: 'F' | 'M' | undefined
  /** ISO 3166-1 alpha-2. */
  readonly citizenship?: string | undefined
  /** BCP 47, of the language that the person reads best. */
  readonly language?: string | undefined
}

/**
 * The person is known by their tax code, however it is spelt: a homocodic code does not make a second person, nor does a provisional one
 * that was replaced since, nor a record of theirs that was recognised as another's (`change-tax-code.ts`). Of a known one nothing is dropped
 * in silence: another name or birth date is refused by the name of the field, or put right where the officer has the document before them.
 *
 * @returns the person's id
 * @throws AttestaError `person.other-name`, `person.other-birth-date`, `person.act-sealed`, `person.exam-running`, `person.other-person`
 */
export async function keepPerson(kept: Keeping, tx: Transaction): Promise<string> {
  return (await keepKnown(kept, tx)).id
}

interface Keeping {
  readonly organisationId: string
  readonly person: KnownPerson
  readonly demo: boolean
  /** Who saw the document, where what we hold otherwise is to be put right. */
  readonly putRight?: { readonly by: string } | undefined
}

/** As `keepPerson`; and whether what we held of them was put right. */
export async function keepKnown(
  { organisationId, person, demo, putRight }: Keeping,
  tx: Transaction,
): Promise<{ readonly id: string; readonly putRight: boolean }> {
  const known = await tx.row<Held>(
    `SELECT DISTINCT d.id, d.given_name, d.family_name, d.birth_date::text FROM person p JOIN person d ON d.id = coalesce(p.same_as, p.id)
     WHERE p.organisation_id = $1 AND (p.tax_code_key = attesta_tax_code_key($2)
       OR EXISTS (SELECT 1 FROM person_former_code f WHERE f.person_id = p.id AND f.tax_code_key = attesta_tax_code_key($2)))`,
    [organisationId, person.taxCode],
  )
  if (known !== undefined) {
    const sameName = isSameName({ givenName: known.given_name, familyName: known.family_name }, person)
    const same = sameName && known.birth_date === person.birthDate
    if (!same && putRight !== undefined) await putPersonRight({ held: known, person, organisationId, by: putRight.by }, tx)
    else requireThat(same, sameName ? 'person.other-birth-date' : 'person.other-name')
    await tx.rows(
      `UPDATE person SET email = coalesce($2, email), phone = coalesce($3, phone), sex = coalesce($4, sex),
         citizenship = coalesce($5, citizenship), language = coalesce($6, language) WHERE id = $1`,
      [known.id, person.email ?? null, person.phone ?? null, person.sex ?? null, person.citizenship ?? null, person.language ?? null],
    )
    return { id: known.id, putRight: !same }
  }
  const kept = await tx.row<{ id: string }>(
    `INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code, email, phone, sex, citizenship, language, demo)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (organisation_id, tax_code_key) WHERE same_as IS NULL DO NOTHING RETURNING id`,
    [
      organisationId,
      person.givenName,
      person.familyName,
      person.birthDate,
      person.taxCode,
      person.email ?? null,
      person.phone ?? null,
      person.sex ?? null,
      person.citizenship ?? null,
      person.language ?? null,
      demo,
    ],
  )
  // Nobody there a moment ago, and now there is: another request keeps the same person.
  requireThat(kept !== undefined, 'write.conflict')
  return { id: kept.id, putRight: false }
}
