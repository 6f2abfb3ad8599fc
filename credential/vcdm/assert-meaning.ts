import type { Contexts } from '../contexts/index.ts'
import { compact } from '../data-integrity/index.ts'
import { AttestaError } from '../errors.ts'
import { canonicalize, isObject, type JsonObject, type JsonValue } from '../json/index.ts'

/** Members of a value object (JSON-LD 1.1 §9.5): the only names with an `@` below the top. */
const VALUE_MEMBERS = ['@value', '@language', '@direction', '@type']

/**
 * What a document says is what its members look like: every name and type has a meaning, none is spelt another way (its full IRI, under
 * `@nest`), so that no member can hide from whoever reads it as JSON while the proof still holds (security.md §0, finding 1). First the
 * names, then JSON-LD itself: written anew by its own contexts, the document must come out the same.
 *
 * @throws AttestaError `vc.spelling`, `proof.context`, `proof.json-ld`
 */
export async function assertMeaning({ document, contexts }: { document: JsonObject; contexts: Contexts }): Promise<void> {
  // Credentials inside have contexts of their own and are judged one by one; a proof is read by its own closed shape.
  const { verifiableCredential: _, proof: __, ...own } = document
  assertNames(own)
  const rewritten = await compact({ document: own, contexts })
  if (text({ ...rewritten, '@context': null }) !== text({ ...own, '@context': null })) throw new AttestaError('vc.spelling')
}

function assertNames({ '@context': _, ...members }: JsonObject): void {
  for (const [name, member] of Object.entries(members)) {
    if (!/^[^@:][^:]*$/.test(name)) throw new AttestaError('vc.spelling')
    visit(member)
  }
}

function visit(value: JsonValue): void {
  if (Array.isArray(value)) for (const item of value) visit(item)
  if (!isObject(value)) return
  if ('@value' in value) {
    if (!Object.keys(value).every((name) => VALUE_MEMBERS.includes(name))) throw new AttestaError('vc.spelling')
  } else if ('@context' in value) throw new AttestaError('proof.context')
  else assertNames(value)
}

/** A list of one is what it holds, and so is an object that has nothing but its value or its `id`; nothing else is overlooked. */
function text(value: JsonValue): string {
  return canonicalize(settled(value))
}

function settled(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.length === 1 ? settled(value[0] as JsonValue) : value.map(settled)
  if (!isObject(value)) return value
  const plain = value['@value'] ?? value.id
  if (plain !== undefined && Object.keys(value).length === 1) return plain
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, settled(member)]))
}
