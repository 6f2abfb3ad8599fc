import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { settledText } from './settled-text.ts'

/**
 * Nothing is described twice in two ways, and no list repeats a text. In RDF both are the same as one description with the members of
 * both, so a holder could move a member to where nobody reads it and leave the signature intact. Only an organisation may appear more
 * or less fully in several places: the official samples do so, and who it is comes from a registry anyway.
 *
 * @throws AttestaError `schema.split-node`
 */
export function assertOneDescription(document: JsonObject): void {
  const known = new Map<string, string>()
  visit(document, known)
}

function visit(value: JsonValue, known: Map<string, string>): void {
  if (Array.isArray(value)) {
    const texts = value.filter((item) => typeof item === 'string')
    if (new Set(texts).size !== texts.length) throw new AttestaError('schema.split-node')
    for (const item of value) visit(item, known)
    return
  }
  if (!isObject(value)) return
  const { id, type } = value
  // Only nodes of one class can share members; those of two have two `type`, which is signed.
  if (typeof id === 'string' && type !== undefined && settledText(type) !== '"Profile"') {
    const name = `${id} ${settledText(type)}`
    const text = settledText(value)
    if ((known.get(name) ?? text) !== text) throw new AttestaError('schema.split-node')
    known.set(name, text)
  }
  for (const member of Object.values(value)) visit(member, known)
}
