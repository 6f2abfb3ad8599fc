import { isObject, type JsonValue } from '../../credential/json/index.ts'
import { type ListedDisclosure, listDisclosures } from '../../credential/sd-jwt/index.ts'

/** The claims that a person can switch on and off, in the order in which they are shown. */
export const FIELD_NAMES = [
  'name',
  'competences',
  'qualification',
  'assessment',
  'learning',
  'workload_hours',
  'participation_mode',
  'quality_assurance',
  'birthdate',
  'tax_id_code',
] as const
export type FieldName = (typeof FIELD_NAMES)[number] | 'other'

/** One switch: a thing that is seen or not seen. Each competence has its own. */
export interface Field {
  /** Unique in the document. */
  readonly id: string
  readonly name: FieldName
  /** What will be read, in one line. */
  readonly text: string
  /** Disclosures that are handed over with it. */
  readonly encoded: readonly string[]
  readonly path: readonly (string | number)[]
}

/** Given name and family name are one thing to a person. */
const NAMES = ['given_name', 'family_name']

/** Everything in a document that can be shown or kept. What is not here is seen with every showing: title, number, dates, who vouches. */
export function fieldsOf(sdJwt: string): readonly Field[] {
  const listed = listDisclosures(sdJwt).filter(({ path }) => !isInsideAnother(path))
  const names = listed.filter(({ path }) => NAMES.includes(String(path[0])))
  const others = listed.filter((disclosure) => !names.includes(disclosure))
  const fields = others.map(fieldOf)
  if (names.length > 0) fields.push(nameField(names))
  return fields.sort((a, b) => rank(a) - rank(b))
}

function nameField(names: readonly ListedDisclosure[]): Field {
  const inOrder = NAMES.flatMap((claim) => names.filter(({ path }) => path[0] === claim))
  return {
    id: 'name',
    name: 'name',
    text: inOrder.map(({ value }) => textOf(value)).join(' '),
    encoded: inOrder.map(({ encoded }) => encoded),
    path: inOrder[0]?.path ?? [],
  }
}

function fieldOf({ path, value, encoded }: ListedDisclosure): Field {
  const claim = FIELD_NAMES.find((name) => name === path[0]) ?? 'other'
  return { id: path.join('/'), name: claim, text: textOf(value), encoded: [encoded], path }
}

/** The part of a structured claim by which a person knows it again. */
function textOf(value: JsonValue): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (!isObject(value)) return ''
  const { name, title, type, setting } = value
  const known = [name, title, type, setting].find((member) => typeof member === 'string')
  return typeof known === 'string' ? known : ''
}

/** Ours are flat: one disclosure a claim, one an item of a list. What another issuer nests goes with what contains it. */
function isInsideAnother(path: readonly (string | number)[]): boolean {
  return path.length > 2 || (path.length === 2 && typeof path[1] === 'string')
}

function rank({ name }: Field): number {
  const at = (FIELD_NAMES as readonly string[]).indexOf(name)
  return at === -1 ? FIELD_NAMES.length : at
}
