import { canonicalize, isObject, type JsonObject, type JsonValue } from '../../json/index.ts'
import { several } from '../several.ts'

export interface Nodes {
  readonly count: number
  /** How many nodes say that they are the credential. */
  readonly credentials: number
  /** Classes of each node that has a name, wherever it stands. */
  readonly classes: ReadonlyMap<string, ReadonlySet<string>>
  /** Places where a node differs from one of the same name. */
  readonly split: readonly string[]
}

/**
 * Every node by its name. RDF makes one of all that share a name, so that a wrong list on one occurrence of a concept is masked by the
 * right one on another (edc-ob3.md §3). Of concepts and identifiers each must be written alike; organisations official tools write more or
 * less fully.
 */
export function indexNodes(document: JsonObject): Nodes {
  const classes = new Map<string, Set<string>>()
  const texts = new Map<string, string>()
  const split: string[] = []
  let count = 0
  let credentials = 0

  const visit = (value: JsonValue): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
      return
    }
    if (!isObject(value)) return
    count += 1
    const { id, type } = value
    const names = several(type).filter((name) => typeof name === 'string')
    if (names.includes('EuropeanDigitalCredential')) credentials += 1
    if (typeof id === 'string' && names.length > 0) {
      const known = classes.get(id) ?? new Set()
      for (const name of names) known.add(name)
      classes.set(id, known)
      if (names.includes('LegalIdentifier')) {
        const text = canonicalize(value)
        if ((texts.get(id) ?? text) !== text) split.push('identifier')
        texts.set(id, text)
      }
    }
    for (const member of Object.values(value)) visit(member)
  }
  visit(document)
  return { count, credentials, classes, split }
}
