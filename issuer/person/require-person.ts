import type { Person } from '../../credential/attestation/attestation.ts'
import { AttestaError } from '../../credential/errors.ts'
import { dayInRome } from '../../credential/time.ts'
import { requireBirthDate } from './require-birth-date.ts'
import { requireName } from './require-name.ts'
import { requireTaxCode } from './require-tax-code.ts'

/**
 * Whoever is taken in, by whichever door: a name, a birth date and a codice fiscale that can be somebody's, and that fit one another. Where
 * somebody saw the card (`cardSeen`) the letters of the code need not be those of the name: foreign names are read in more than one way.
 *
 * @returns whether only the card says that code and name belong together
 * @throws AttestaError `person.given-name`, `person.family-name`, `person.birth-date`, `person.tax-code*`
 */
export function requirePerson({
  person: { givenName, familyName, birthDate, taxCode, sex },
  cardSeen,
  at,
}: {
  readonly person: Person & { readonly sex?: 'F' | 'M' | undefined }
  readonly cardSeen: boolean
  readonly at: Date
}): { readonly byCard: boolean } {
  const name = { givenName, familyName }
  requireName(name)
  requireBirthDate({ birthDate, today: dayInRome(at) })
  try {
    requireTaxCode({ taxCode, birthDate, sex, name })
    return { byCard: false }
  } catch (error) {
    if (!(cardSeen && error instanceof AttestaError && error.code === 'person.tax-code-name')) throw error
    return { byCard: true }
  }
}
