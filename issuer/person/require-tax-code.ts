import { AttestaError } from '../../credential/errors.ts'
import { checkTaxCode } from '../../credential/tax-code.ts'

/**
 * Refuses a case whose person has a codice fiscale that is none, or of another birth date (domain.md §5.1). Written as the record
 * keeps it: capital letters, nothing between them.
 *
 * @throws AttestaError `person.tax-code`, `person.tax-code-birth-date`
 */
export function requireTaxCode({ taxCode, birthDate }: { taxCode: string; birthDate: string }): void {
  try {
    if (checkTaxCode({ taxCode, birthDate }).code === taxCode) return
  } catch (cause) {
    if (!(cause instanceof AttestaError)) throw cause
    throw new AttestaError(cause.code === 'tax-code.birth-date' ? 'person.tax-code-birth-date' : 'person.tax-code', {}, { cause })
  }
  throw new AttestaError('person.tax-code')
}
