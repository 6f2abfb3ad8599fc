/** Values of the odd positions (first, third, …), for digits and letters; even positions count plainly (domain.md §5.1). */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
const OMOCODIA = 'LMNPQRSTUV'
const MONTHS = 'ABCDEHLMPRST'
const SHAPE = /^[A-Z]{6}[\dLMNPQRSTUV]{2}[ABCDEHLMPRST][\dLMNPQRSTUV]{2}[A-Z][\dLMNPQRSTUV]{3}[A-Z]$/

export type TaxCodeReading =
  | { readonly form: 'ordinary'; readonly birth: { readonly yearInCentury: number; readonly month: number; readonly day: number } }
  | { readonly form: 'provisional' }
  | { readonly form: 'wrong'; readonly why: 'shape' | 'check' | 'date' }

/** Reads a codice fiscale: sixteen characters with omocodia undone, or the provisional eleven digits given e.g. to asylum seekers. */
export function readTaxCode(code: string): TaxCodeReading {
  if (/^\d{11}$/.test(code)) return luhn(code) ? { form: 'provisional' } : { form: 'wrong', why: 'check' }
  if (!SHAPE.test(code)) return { form: 'wrong', why: 'shape' }
  if (checkLetter(code.slice(0, 15)) !== code[15]) return { form: 'wrong', why: 'check' }
  const day = Number(undoOmocodia(code.slice(9, 11)))
  const birthDay = day > 40 ? day - 40 : day // women: day + 40
  if (birthDay < 1 || birthDay > 31) return { form: 'wrong', why: 'date' }
  return {
    form: 'ordinary',
    birth: { yearInCentury: Number(undoOmocodia(code.slice(6, 8))), month: MONTHS.indexOf(code.charAt(8)) + 1, day: birthDay },
  }
}

/** Does the code fit the birth date (`YYYY-MM-DD`)? A provisional one says nothing about it. */
export function fitsBirthDate({ taxCode, birthDate }: { taxCode: string; birthDate: string }): boolean {
  const reading = readTaxCode(taxCode)
  if (reading.form !== 'ordinary') return reading.form === 'provisional'
  const [year, month, day] = birthDate.split('-').map(Number)
  return (year ?? 0) % 100 === reading.birth.yearInCentury && month === reading.birth.month && day === reading.birth.day
}

/** Check letter of the first fifteen characters. */
export function checkLetter(first15: string): string {
  const sum = [...first15].reduce((total, character, index) => {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65
    return total + (index % 2 === 0 ? (ODD[value] ?? 0) : value)
  }, 0)
  return String.fromCharCode(65 + (sum % 26))
}

function undoOmocodia(characters: string): string {
  return [...characters].map((character) => (/\d/.test(character) ? character : OMOCODIA.indexOf(character))).join('')
}

/** Check digit of the eleven-digit form, the same as for VAT numbers (Luhn). */
function luhn(digits: string): boolean {
  const sum = [...digits].reduce((total, character, index) => {
    const digit = Number(character)
    const doubled = digit * 2
    return total + (index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0
}
