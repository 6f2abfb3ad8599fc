import { AttestaError, type ErrorCode } from '../../credential/errors.ts'
import { checkTaxCode, type TaxCode } from '../../credential/tax-code.ts'

/** What a codice fiscale can contradict, and how that is said of a person. */
const SAID: Readonly<Record<string, ErrorCode>> = {
  'tax-code.birth-date': 'person.tax-code-birth-date',
  'tax-code.sex': 'person.tax-code-sex',
  'tax-code.name': 'person.tax-code-name',
}

/**
 * Refuses a case whose person has a codice fiscale that is none, or of another birth date, or of another sex or name where these are
 * given (domain.md §5.1). Written as the record keeps it: capital letters, nothing between them.
 *
 * @throws AttestaError `person.tax-code`, `person.tax-code-birth-date`, `person.tax-code-sex`, `person.tax-code-name`
 */
export function requireTaxCode({
  taxCode,
  birthDate,
  sex,
  name,
}: {
  taxCode: string
  birthDate: string
  sex?: 'F' | 'M' | undefined
  /** Left out where somebody saw the card: the office that gives the code may have read a foreign name in another way. */
  name?: { readonly givenName: string; readonly familyName: string } | undefined
}): TaxCode {
  try {
    const read = checkTaxCode({ taxCode, birthDate, ...(sex !== undefined && { sex }), ...name })
    if (read.code === taxCode) return read
  } catch (cause) {
    if (!(cause instanceof AttestaError)) throw cause
    throw new AttestaError(SAID[cause.code] ?? 'person.tax-code', {}, { cause })
  }
  throw new AttestaError('person.tax-code')
}
