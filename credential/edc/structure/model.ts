import classes from '../../../schemas/edc/classes.json' with { type: 'json' }

/** A property of a class: how many values it has, of what kind, from which list of codes. */
export interface Property {
  readonly min: number
  readonly max: number
  /** Names of classes, or the one name of a literal form. */
  readonly ranges: readonly string[]
  /** Address of the list that its codes are of. */
  readonly scheme?: string
}

export type Properties = ReadonlyMap<string, Property>

/** The classes of ELM 3.2 with their properties, as the profile generic-full limits them (schemas/edc/classes.json). */
export const MODEL: ReadonlyMap<string, Properties> = new Map(
  Object.entries<Readonly<Record<string, string>>>(classes).map(([name, properties]) => [
    name,
    new Map(Object.entries(properties).map(([property, row]) => [property, readRow(row)])),
  ]),
)

/** Names of the context that no class has: they are understood, and no rule is about them. */
const WITHOUT_RULE = ['areaDialingCode', 'dateCreated', 'latitude', 'longitude', 'publisher', 'refreshService']

const TERMS: ReadonlySet<string> = new Set([...WITHOUT_RULE, ...[...MODEL.values()].flatMap((properties) => [...properties.keys()])])

/** Does a name mean anything in the two contexts? JSON-LD drops one that does not, without a word. */
export function isTerm(name: string): boolean {
  return TERMS.has(name)
}

/** `1..* Agent|Organisation @http://list` */
function readRow(row: string): Property {
  const [count = '', range = '', scheme] = row.split(' ')
  const [min, max] = count.split('..')
  return {
    min: Number(min),
    max: max === '*' ? Number.POSITIVE_INFINITY : Number(max),
    ranges: range.split('|'),
    ...(scheme === undefined ? {} : { scheme: scheme.slice(1) }),
  }
}
