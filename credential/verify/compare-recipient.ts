import { failed, notChecked, passed, type Step } from '../chain/index.ts'
import type { CredentialView } from './check.ts'
import type { Identity } from './evidence.ts'

export interface CompareRecipientInput {
  /** What the relying party knows: name, birth date, e-mail address, code; several, separated by commas or lines. */
  readonly recipient: string
  readonly holder: CredentialView['holder']
  readonly identities: readonly Identity[]
}

type Answer = 'same' | 'other' | 'alike' | 'unsaid'

/**
 * Was it issued to the person whom the relying party names? All that is named must be borne out: what the document does not say is not taken
 * for good, and a name that is written shorter or longer is for people to judge.
 */
export async function compareRecipient({ recipient, holder, identities }: CompareRecipientInput): Promise<Step> {
  const { isIdentity } = await import('../open-badge/is-identity.ts')
  const { names, codes, births } = partsOf(recipient)
  const known = (kind: RegExp) => identities.filter(({ identityType }) => identityType === undefined || kind.test(identityType))
  const ofIdentities = (text: string, some: readonly Identity[]): Answer => {
    if (some.some((identity) => isIdentity({ identity, known: text }))) return 'same'
    return some.length === 0 ? 'unsaid' : 'other'
  }
  const answers: Answer[] = [
    ...births.map((birth): Answer => (holder.birthDate === undefined ? 'unsaid' : holder.birthDate === birth ? 'same' : 'other')),
    ...codes.map((code): Answer => {
      if (code.includes('@')) return ofIdentities(code, known(/mail/i))
      if (holder.taxCode === undefined) return ofIdentities(code, known(/^(?!.*(mail|name))/i))
      return holder.taxCode.toUpperCase() === code.toUpperCase() ? 'same' : 'other'
    }),
    ...(names === '' ? [] : [nameAnswer(names, holder) ?? hashedName(ofIdentities(names, known(/^name$/i)))]),
  ]
  if (answers.includes('other')) return failed('holder.other-recipient')
  if (answers.includes('alike')) return notChecked('holder.similar-name')
  return answers.length === 0 || answers.includes('unsaid') ? notChecked('holder.no-recipient') : passed('holder.recipient-matches')
}

/** A hash is of one spelling, and a name has many. */
function hashedName(answer: Answer): Answer {
  return answer === 'other' ? 'unsaid' : answer
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const ITALIAN_DAY = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/

function partsOf(recipient: string): { names: string; codes: string[]; births: string[] } {
  const parts = recipient.split(/[,;\n]/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
  const births = parts.flatMap((part) => birthOf(part) ?? [])
  const others = parts.filter((part) => birthOf(part) === undefined)
  // An address has an at sign, a code has a digit: what has neither is a name, also where it is written as `Rossi, Anna`.
  const codes = others.filter((part) => /[@\d]/.test(part))
  return { names: others.filter((part) => !codes.includes(part)).join(' '), codes, births }
}

function birthOf(part: string): string | undefined {
  if (DAY.test(part)) return part
  const [, day = '', month = '', year = ''] = ITALIAN_DAY.exec(part) ?? []
  return year === '' ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function nameAnswer(names: string, { name, givenName, familyName }: CredentialView['holder']): Answer | undefined {
  const said = wordsOf(name ?? [givenName, familyName].filter((part) => part !== undefined).join(' '))
  const given = wordsOf(names)
  if (said.length === 0 || given.length === 0) return undefined
  if (said.join(' ') === given.join(' ')) return 'same'
  const isWithin = (some: readonly string[], all: readonly string[]) => some.every((word) => all.includes(word))
  return isWithin(said, given) || isWithin(given, said) ? 'alike' : 'other'
}

/** Without accents, case and order: `D'Agostò Niccolò` is `Niccolo d’Agosto`. */
function wordsOf(name: string): string[] {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain
    .split(/[^\p{L}]+/u)
    .flatMap((word) => (word === '' ? [] : [word]))
    .toSorted()
}
