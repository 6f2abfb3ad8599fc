import { isObject, type JsonValue } from '../json/index.ts'

/** Names inside the claims of an outcome, each by its place here. Codes are on paper: a name is only ever added at the end. */
const NAMES = [
  'given_name',
  'family_name',
  'qualification',
  'name',
  'name_i18n',
  'code',
  'repertory',
  'release',
  'section',
  'eqf_level',
  'qnq_level',
  'abilities',
  'knowledge',
  'esco',
  'ada',
  'demo',
  'version',
  'ateco',
  'cp_istat',
  'partial',
  'description',
  'description_i18n',
  'en',
  'fr',
  'es',
  'uk',
  'ar',
] as const
const NUMBERS: ReadonlyMap<string, number> = new Map(NAMES.map((name, number) => [name, number]))

/** The number of a name; a name that has none stands for itself. */
export function numberOf(name: string): number | string {
  return NUMBERS.get(name) ?? name
}

/** Undefined where no name has this number. */
export function nameOf(number: unknown): string | undefined {
  return typeof number === 'number' ? NAMES[number] : typeof number === 'string' ? number : undefined
}

/** A value as CBOR, its members by number. */
export function numbered(value: JsonValue): unknown {
  if (Array.isArray(value)) return value.map(numbered)
  if (!isObject(value)) return value
  return new Map(Object.entries(value).map(([name, member]) => [numberOf(name), numbered(member)]))
}
