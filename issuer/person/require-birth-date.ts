import { AttestaError } from '../../credential/errors.ts'
import { parseDate } from '../../credential/time.ts'

/** Nobody whose birth was before is at a counter; a codice fiscale says the year without its century, so it tells 1880 from 1980 to nobody. */
const EARLIEST = '1900-01-01'
const OLDEST = 120

/**
 * A birth date that somebody who is here today can have.
 *
 * @param today `YYYY-MM-DD`
 * @throws AttestaError `person.birth-date`
 */
export function requireBirthDate({ birthDate, today }: { readonly birthDate: string; readonly today: string }): void {
  const longAgo = `${Number(today.slice(0, 4)) - OLDEST}${today.slice(4)}`
  if (!exists(birthDate) || birthDate < EARLIEST || birthDate < longAgo || birthDate > today) throw new AttestaError('person.birth-date')
}

function exists(day: string): boolean {
  try {
    parseDate(day)
    return true
  } catch {
    return false
  }
}
