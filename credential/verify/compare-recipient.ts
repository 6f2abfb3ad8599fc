import { failed, notChecked, passed, type Step } from '../chain/index.ts'
import { type Agreement, comparePerson, isTaxCodeLike, type Known, type ShownPerson, traitOf } from './compare-persons.ts'

export interface CompareRecipientInput {
  /** The person as each form of the document names them: one, unless it has several. */
  readonly shown: readonly ShownPerson[]
  /** What the relying party knows: name, birth date, e-mail address, code; several, separated by commas or lines. */
  readonly recipient: string
}

const MOST_KNOWN = 12

/**
 * Was it issued to the person whom the relying party names? All that is named must be borne out: what no form of the document says is not
 * taken for good, what one of them says otherwise is another's, and a name that is written shorter or longer is for people to judge. The facts name kinds, never what was compared.
 */
export async function compareRecipient({ recipient, shown }: CompareRecipientInput): Promise<Step> {
  const known = partsOf(recipient)
  // Each may have to be hashed in many spellings: nobody knows more of a person than this.
  if (known.length > MOST_KNOWN) return notChecked('holder.no-recipient')
  const ofEach = await Promise.all(shown.map((one) => comparePerson({ known, shown: one })))
  const answers = known.map(({ trait }, at) => ({ trait, agreement: agreed(ofEach.flatMap((compared) => compared[at]?.agreement ?? [])) }))
  const traits = (...wanted: string[]) => answers.filter(({ agreement }) => wanted.includes(agreement)).map(({ trait }) => trait)
  const told = new Set<string | undefined>(traits('same'))
  const facts = {
    agree: [...told].join(' '),
    differ: [...new Set(traits('other'))].join(' '),
    open: shown.flatMap(({ identities }) => identities).filter((identity) => !told.has(traitOf(identity))).length,
  }
  if (facts.differ !== '') return failed('holder.other-recipient', facts)
  if (traits('alike').length > 0) return notChecked('holder.similar-name', facts)
  return answers.length === 0 || traits('unsaid').length > 0
    ? notChecked('holder.no-recipient', facts)
    : passed('holder.recipient-matches', facts)
}

/** Of the forms that say anything all must agree. */
function agreed(agreements: readonly Agreement[]): Agreement {
  return (['other', 'alike', 'same'] as const).find((wanted) => agreements.includes(wanted)) ?? 'unsaid'
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const ITALIAN_DAY = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/

function partsOf(recipient: string): readonly Known[] {
  const parts = recipient.split(/[,;\n]/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
  const births = parts.flatMap((part) => birthOf(part) ?? [])
  const others = parts.filter((part) => birthOf(part) === undefined)
  // An address has an at sign, a code has a digit: what has neither is a name, also where it is written as `Rossi, Anna`.
  const codes = others.filter((part) => /[@\d]/.test(part))
  const name = others.filter((part) => !codes.includes(part)).join(' ')
  return [
    ...births.map((text): Known => ({ trait: 'birth', text })),
    ...codes.map((text): Known => ({ trait: text.includes('@') ? 'email' : isTaxCodeLike(text) ? 'tax-code' : 'code', text })),
    ...(name === '' ? [] : [{ trait: 'name' as const, text: name }]),
  ]
}

function birthOf(part: string): string | undefined {
  if (DAY.test(part)) return part
  const [, day = '', month = '', year = ''] = ITALIAN_DAY.exec(part) ?? []
  return year === '' ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
