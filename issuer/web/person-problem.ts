import { checkTaxCode } from '../../credential/tax-code.ts'
import { language } from '../../ui/i18n.ts'
import { type Problem, problemOf } from '../../ui/problem.ts'

export type PersonField = 'givenName' | 'familyName' | 'birthDate' | 'taxCode' | 'sex' | 'email' | 'phone' | 'language'

/** Beside which field a refusal about a person belongs. */
const FIELDS: Readonly<Record<string, PersonField>> = {
  'person.given-name': 'givenName',
  'person.family-name': 'familyName',
  'person.birth-date': 'birthDate',
  'person.other-name': 'familyName',
  'person.other-birth-date': 'birthDate',
  'person.other-person': 'taxCode',
  'person.act-sealed': 'taxCode',
  'person.exam-running': 'taxCode',
  'person.tax-code': 'taxCode',
  'person.tax-code-birth-date': 'taxCode',
  'person.tax-code-name': 'taxCode',
  'person.tax-code-sex': 'taxCode',
}

/** The field of a person that a refusal is about, by its code or, where a schema refused, by its name. */
export function personFieldOf(problem: Problem | undefined): PersonField | undefined {
  if (problem === undefined) return undefined
  return FIELDS[problem.code] ?? (/^person\.(\w+)$/.exec(problem.field ?? '')?.[1] as PersonField | undefined)
}

/** What the service said, in one sentence with what to do about it. */
export function sentenceOf({ sentences }: Problem): string {
  const said = language() === 'en' ? [sentences.en, sentences.next?.en] : [sentences.it, sentences.next?.it]
  return said.filter(Boolean).join(' ')
}

/** Whether what we hold of this person is otherwise, and whoever has the document may put it right. */
export const holdsOtherwise = (problem: Problem | undefined): boolean =>
  problem?.code === 'person.other-name' || problem?.code === 'person.other-birth-date'

export const taxCodeOf = (written: string): string => written.replace(/\s/g, '').toUpperCase()

/** What a form knows of the person who is taken in, as it is typed. `seen` and `right` are `yes` or nothing. */
export interface WhoTyped {
  givenName: string
  familyName: string
  birthDate: string
  taxCode: string
  sex?: string
  seen: string
  right: string
}

/** The person as they are sent; undefined while something is missing or wrong that can be seen from here. */
export function whoOf(typed: WhoTyped): Who | undefined {
  const [givenName, familyName, birthDate] = [typed.givenName.trim(), typed.familyName.trim(), typed.birthDate]
  if ([givenName, familyName, birthDate].includes('')) return undefined
  const wrong = taxCodeProblem(typed)
  const cardSeen = wrong === 'tax-code.name' && typed.seen === 'yes'
  if (wrong !== undefined && !cardSeen) return undefined
  return {
    person: { givenName, familyName, birthDate, taxCode: taxCodeOf(typed.taxCode) },
    ...(cardSeen && { cardSeen }),
    ...(typed.right === 'yes' && { putRight: true }),
  }
}

export interface Who {
  readonly person: Readonly<Record<string, string>>
  readonly cardSeen?: true
  readonly putRight?: true
}

/** What a codice fiscale contradicts, as far as it can be read without asking anybody: the service asks the same again. */
export function taxCodeProblem({ taxCode, birthDate, sex, givenName, familyName }: WhoTyped): TaxCodeProblem | undefined {
  try {
    checkTaxCode({
      taxCode,
      ...(birthDate !== '' && { birthDate }),
      ...((sex === 'F' || sex === 'M') && { sex }),
      ...(givenName.trim() !== '' && { givenName }),
      ...(familyName.trim() !== '' && { familyName }),
    })
    return undefined
  } catch (error) {
    const { code } = problemOf(error)
    if (code === 'tax-code.malformed' && /^0{7}\d{4}$/.test(taxCodeOf(taxCode))) return 'tax-code.zeros'
    return TAX_CODE_PROBLEMS.find((known) => known === code) ?? 'tax-code.malformed'
  }
}

const TAX_CODE_PROBLEMS = [
  'tax-code.malformed',
  'tax-code.zeros',
  'tax-code.check-character',
  'tax-code.birth-date',
  'tax-code.sex',
  'tax-code.name',
] as const
export type TaxCodeProblem = (typeof TAX_CODE_PROBLEMS)[number]
