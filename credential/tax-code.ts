import { AttestaError } from './errors.ts'

/** A codice fiscale, read and its check character verified. */
export type TaxCode =
  | {
      readonly form: 'personal'
      /** Upper case, as written. */
      readonly code: string
      /** Digits put back where omocodia had put letters: equal for the same person whatever spelling is in use. */
      readonly base: string
      /** `00`-`99`: the century is not in the code. */
      readonly year: string
      readonly month: number
      readonly day: number
      readonly sex: 'F' | 'M'
    }
  /** Eleven digits, given for instance to asylum seekers until the definitive code comes; it says nothing about the person. */
  | { readonly form: 'provisional'; readonly code: string; readonly base: string }

/** Value of 0-9 and A-Z in an odd position (DM 23 December 1976). */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
const OMOCODIA = 'LMNPQRSTUV'
const NUMERIC_PLACES: ReadonlySet<number> = new Set([6, 7, 9, 10, 12, 13, 14])
const MONTHS = 'ABCDEHLMPRST'
const N = `[0-9${OMOCODIA}]`
const PERSONAL = new RegExp(`^([A-Z]{6})(${N}{2})([${MONTHS}])(${N}{2})([A-Z])(${N}{3})([A-Z])$`)

/**
 * Reads a codice fiscale. Letters may stand in any of the seven numeric places (omocodia): who refuses them refuses real people.
 *
 * @throws AttestaError `tax-code.malformed`, `tax-code.check-character`
 */
export function parseTaxCode(text: string): TaxCode {
  const code = text.replace(/\s/g, '').toUpperCase()
  if (/^[0-9]{11}$/.test(code)) {
    // The first seven digits count those to whom a code was given; nobody is the one before the first.
    if (code.startsWith('0000000')) throw new AttestaError('tax-code.malformed')
    if (!isLuhn(code)) throw new AttestaError('tax-code.check-character')
    return { form: 'provisional', code, base: code }
  }
  const match = PERSONAL.exec(code)
  if (match === null) throw new AttestaError('tax-code.malformed')
  const [, letters = '', year = '', month = '', day = '', place = '', number = '', check] = match
  if (checkCharacter(code.slice(0, 15)) !== check) throw new AttestaError('tax-code.check-character')

  const written = Number(withDigits(day))
  // Women: day + 40.
  const born = written > 40 ? written - 40 : written
  if (born < 1 || born > 31) throw new AttestaError('tax-code.malformed')
  const plain = `${letters}${withDigits(year)}${month}${withDigits(day)}${place}${withDigits(number)}`
  return {
    form: 'personal',
    code,
    base: plain + checkCharacter(plain),
    year: withDigits(year),
    month: MONTHS.indexOf(month) + 1,
    day: born,
    sex: written > 40 ? 'F' : 'M',
  }
}

export interface CheckTaxCodeInput {
  readonly taxCode: string
  /** `YYYY-MM-DD`. */
  readonly birthDate?: string
  readonly sex?: 'F' | 'M'
  readonly givenName?: string
  readonly familyName?: string
}

/**
 * Reads a codice fiscale and holds it against what else is known of the person, so that a shifted row is noticed (security.md §2
 * row 27). A provisional one fits everybody.
 *
 * @throws AttestaError `tax-code.malformed`, `tax-code.check-character`, `tax-code.birth-date`, `tax-code.sex`, `tax-code.name`
 */
export function checkTaxCode({ taxCode, birthDate, sex, givenName, familyName }: CheckTaxCodeInput): TaxCode {
  const read = parseTaxCode(taxCode)
  if (read.form === 'provisional') return read
  if (birthDate !== undefined) {
    const [year, month, day] = birthDate.split('-')
    if (year?.slice(2) !== read.year || Number(month) !== read.month || Number(day) !== read.day)
      throw new AttestaError('tax-code.birth-date')
  }
  if (sex !== undefined && sex !== read.sex) throw new AttestaError('tax-code.sex')
  if (familyName !== undefined && familyCode(familyName) !== read.code.slice(0, 3)) throw new AttestaError('tax-code.name')
  if (givenName !== undefined && givenCode(givenName) !== read.code.slice(3, 6)) throw new AttestaError('tax-code.name')
  return read
}

/** All ways in which one personal code can be written: each of its seven digits may be a letter (omocodia). */
export function taxCodeSpellings(code: TaxCode): readonly string[] {
  if (code.form === 'provisional') return [code.code]
  let spellings = ['']
  for (const [index, character] of [...code.base.slice(0, 15)].entries()) {
    const letter = NUMERIC_PLACES.has(index) ? OMOCODIA[Number(character)] : undefined
    const ways = letter === undefined ? [character] : [character, letter]
    spellings = spellings.flatMap((begun) => ways.map((way) => begun + way))
  }
  return spellings.map((first15) => first15 + checkCharacter(first15))
}

/** Last character of a personal code, from the fifteen before it. */
export function checkCharacter(first15: string): string {
  const sum = [...first15].reduce((total, character, index) => {
    const value = /[0-9]/.test(character) ? Number(character) : character.charCodeAt(0) - 65
    return total + (index % 2 === 0 ? (ODD[value] ?? 0) : value)
  }, 0)
  return String.fromCharCode(65 + (sum % 26))
}

/** Consonants, then vowels, then X; a given name of four or more consonants leaves out the second. */
function familyCode(name: string): string {
  const { consonants, vowels } = lettersOf(name)
  return `${consonants}${vowels}XXX`.slice(0, 3)
}

function givenCode(name: string): string {
  const { consonants } = lettersOf(name)
  return consonants.length < 4 ? familyCode(name) : `${consonants[0]}${consonants.slice(2, 4)}`
}

/** Accents and apostrophes do not count: D'Angelò is DANGELO. */
function lettersOf(name: string): { consonants: string; vowels: string } {
  const letters = name
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z]/g, '')
  return { consonants: letters.replace(/[AEIOU]/g, ''), vowels: letters.replace(/[^AEIOU]/g, '') }
}

function withDigits(characters: string): string {
  return characters.replace(/[A-Z]/g, (letter) => String(OMOCODIA.indexOf(letter)))
}

/** As for VAT numbers. */
function isLuhn(digits: string): boolean {
  const sum = [...digits].reduce((total, character, index) => {
    const doubled = Number(character) * 2
    return total + (index % 2 === 0 ? Number(character) : doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
