import { parseTaxCode, taxCodeSpellings } from '../tax-code.ts'
import type { CredentialView } from './check.ts'
import type { Identity } from './evidence.ts'

/** What a person can be told by. A `code` is of a kind that whoever names it did not say. */
export type Trait = 'name' | 'birth' | 'tax-code' | 'email' | 'code'

/** Something that is known of a person, in the plain. */
export interface Known {
  readonly trait: Trait
  readonly text: string
}

/** A person as a document shows them: in the plain, and by identities that may be hashed. */
export interface ShownPerson {
  readonly holder: CredentialView['holder']
  readonly identities: readonly Identity[]
}

/** `alike`: a name that is written shorter or longer, which people must judge. `unsaid`: there is nothing of that kind to compare it with. */
export type Agreement = 'same' | 'other' | 'alike' | 'unsaid'

export interface Compared {
  readonly trait: Trait
  readonly agreement: Agreement
}

/**
 * Is it the person of whom this is known? An answer for each thing that is known. Of several identities of one kind one that is theirs is
 * enough: people have more than one address. A number of another kind, a hash of a name, or something of which nobody says what it is
 * answers only when it is the same.
 */
export async function comparePerson({
  known,
  shown,
  tried = new WeakMap(),
}: {
  readonly known: readonly Known[]
  readonly shown: ShownPerson
  readonly tried?: Tried
}): Promise<readonly Compared[]> {
  const { isIdentity } = await import('../open-badge/is-identity.ts')
  const is = (text: string) => (identity: Identity) => {
    if (!identity.hashed) return isIdentity({ identity, known: text }) || sameCode(identity.identityHash, text)
    const before = tried.get(identity) ?? new Map<string, boolean>()
    tried.set(identity, before)
    const base = baseOf(text)
    const found = before.get(base) ?? spellingsOf(text).some((known) => isIdentity({ identity, known }))
    before.set(base, found)
    return found
  }
  return known.map(({ trait, text }) => ({ trait, agreement: answer({ trait, text, shown, is: is(text) }) }))
}

/** What was found of each hash: of many documents about one person the same would be tried again and again. */
export type Tried = WeakMap<Identity, Map<string, boolean>>

/**
 * The same of two documents: what either says in the plain is held against the other, and two hashes under one salt against each other. Of
 * several that one document names of a kind, one that is the same is enough here too.
 */
export async function comparePersons(one: ShownPerson, other: ShownPerson, tried: Tried = new WeakMap()): Promise<readonly Compared[]> {
  const answers = [
    ...(await comparePerson({ known: knownOf(one), shown: other, tried })),
    ...(await comparePerson({ known: knownOf(other), shown: one, tried })),
    ...one.identities.flatMap((identity) => sameSalt(identity, other.identities)),
  ]
  return [...new Set(answers.map(({ trait }) => trait))].map((trait) => ({
    trait,
    agreement: best(answers.flatMap((known) => (known.trait === trait ? [known.agreement] : []))),
  }))
}

/** How many pairs of a code and a hash there are among some persons: each costs as many hashes as a code has spellings. */
export function codesToTry(persons: readonly ShownPerson[]): number {
  const known = persons.flatMap(knownOf).filter(({ trait }) => trait === 'tax-code')
  const hashes = persons.flatMap(({ identities }) =>
    identities.filter((one) => one.hashed && !['name', 'email'].includes(traitOf(one) ?? '')),
  )
  return new Set(known.map(({ text }) => baseOf(text))).size * hashes.length
}

/** What all the answers come to: one that differs decides, then one that names a single person, then the name. */
export function concluded(answers: readonly Compared[]): Agreement {
  const has = (wanted: Agreement, traits?: readonly Trait[]) =>
    answers.some(({ trait, agreement }) => agreement === wanted && (traits?.includes(trait) ?? true))
  if (has('other')) return 'other'
  if (has('same', ['tax-code', 'email'])) return 'same'
  if (has('alike')) return 'alike'
  return has('same') ? 'same' : 'unsaid'
}

/** Of which trait an identity of a badge tells (Open Badges 3.0 §B.1.11); undefined for those that only their issuer can read. */
export function traitOf({ identityType, hashed, identityHash }: Identity): Trait | undefined {
  if (identityType === undefined) return !hashed && identityHash.includes('@') ? 'email' : undefined
  if (/^name$/i.test(identityType)) return 'name'
  if (/mail/i.test(identityType)) return 'email'
  return /^nationalIdentityNumber$/i.test(identityType) ? 'tax-code' : undefined
}

/** Shaped like a codice fiscale: a slip of the pen in one is another one, not a number of another kind. */
export function isTaxCodeLike(text: string): boolean {
  return /^[A-Z]{6}[\dL-V]{2}[A-EHLMPRST][\dL-V]{2}[A-Z][\dL-V]{3}[A-Z]$/i.test(text.replaceAll(/\s/g, ''))
}

interface AnswerInput extends Known {
  readonly shown: ShownPerson
  readonly is: (identity: Identity) => boolean
}

function answer({ trait, text, shown: { holder, identities }, is }: AnswerInput): Agreement {
  const { birthDate, taxCode } = holder
  const told = (wanted: Trait) => identities.filter((identity) => traitOf(identity) === wanted)
  switch (trait) {
    case 'birth':
      return birthDate === undefined ? 'unsaid' : birthDate === text ? 'same' : 'other'
    case 'name':
      if (told('name').some(is)) return 'same'
      return best(namesOf({ holder, identities }).map((name) => nameAnswer(name, text)))
    case 'email':
      if (identities.some((identity) => (identity.identityType === undefined || traitOf(identity) === 'email') && is(identity)))
        return 'same'
      return told('email').length > 0 ? 'other' : 'unsaid'
    case 'tax-code':
    case 'code': {
      if (taxCode !== undefined && sameCode(taxCode, text)) return 'same'
      if (identities.some((identity) => traitOf(identity) !== 'name' && traitOf(identity) !== 'email' && is(identity))) return 'same'
      if (!isTaxCodeLike(text)) return 'unsaid'
      // A number that another state gave is no other person's codice fiscale.
      const codes = told('tax-code').filter(({ hashed, identityHash }) => hashed || isTaxCodeLike(identityHash))
      return isTaxCodeLike(taxCode ?? '') || codes.length > 0 ? 'other' : 'unsaid'
    }
  }
}

/** One that is the same is enough; two that differ are another's. */
function best(answers: readonly Agreement[]): Agreement {
  return (['same', 'alike', 'other'] as const).find((wanted) => answers.includes(wanted)) ?? 'unsaid'
}

function knownOf({ holder, identities }: ShownPerson): readonly Known[] {
  const plain = identities.flatMap((identity): Known[] => {
    const trait = identity.hashed ? undefined : traitOf(identity)
    return trait === undefined || trait === 'name' ? [] : [{ trait, text: identity.identityHash }]
  })
  const of = (trait: Trait, text: string | undefined): Known[] => (text === undefined ? [] : [{ trait, text }])
  return [
    ...namesOf({ holder, identities }).map((text): Known => ({ trait: 'name', text })),
    ...of('birth', holder.birthDate),
    ...of('tax-code', holder.taxCode),
    ...plain,
  ]
}

function namesOf({ holder: { name, givenName, familyName }, identities }: ShownPerson): readonly string[] {
  const shown = name ?? [givenName, familyName].filter((part) => part !== undefined).join(' ')
  const plain = identities.flatMap((identity) => (!identity.hashed && traitOf(identity) === 'name' ? [identity.identityHash] : []))
  return [...new Set([shown, ...plain])].filter((text) => wordsOf(text).length > 0)
}

function sameSalt(one: Identity, others: readonly Identity[]): Compared[] {
  const trait = one.hashed ? traitOf(one) : undefined
  const comparable = others.filter(
    (other) =>
      other.hashed &&
      traitOf(other) === trait &&
      other.salt === one.salt &&
      algorithmOf(other.identityHash) === algorithmOf(one.identityHash),
  )
  if (trait === undefined || trait === 'name' || comparable.length === 0) return []
  const isSame = comparable.some((other) => other.identityHash.toLowerCase() === one.identityHash.toLowerCase())
  return [{ trait, agreement: isSame ? 'same' : 'other' }]
}

function algorithmOf(hash: string): string {
  return hash.split('$', 1)[0]?.toLowerCase() ?? ''
}

function sameCode(one: string, other: string): boolean {
  return baseOf(one) === baseOf(other)
}

/** A codice fiscale without its omocodia, which is the same for one person whatever spelling is in use. */
function baseOf(code: string): string {
  try {
    return parseTaxCode(code).base
  } catch {
    return code.trim().toUpperCase()
  }
}

/** A hash is of one way of writing a code, and nobody says of which. */
function spellingsOf(text: string): readonly string[] {
  try {
    return [text, ...taxCodeSpellings(parseTaxCode(text))]
  } catch {
    return [text]
  }
}

function nameAnswer(one: string, other: string): Agreement {
  const [said, given] = [wordsOf(one), wordsOf(other)]
  if (said.length === 0 || given.length === 0) return 'unsaid'
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
