import countries from '../../schemas/edc/countries.json' with { type: 'json' }
import terms from '../../schemas/edc/terms.json' with { type: 'json' }
import type { LocalizedText } from '../attestation/attestation.ts'
import { AttestaError } from '../errors.ts'
import type { JsonObject, JsonValue } from '../json/index.ts'

export type Term = keyof typeof terms

interface Coded {
  readonly id: string
  readonly it: string
  readonly en: string
}

/** A node of the credential: `urn:epass:` names are those of the reference tools, and mean something within one document only. */
export function node(type: string, name: string, members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return { id: `urn:epass:${type.charAt(0).toLowerCase()}${type.slice(1)}:${name}`, type, ...present(members) }
}

/** The members that have a value; a list of none is no value. */
export function present(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) =>
      value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [[name, value]],
    ),
  )
}

/** A code of a controlled list, with its labels. */
export function concept(term: Term): JsonObject {
  return coded(terms[term])
}

/**
 * A country of the Publications Office's list.
 *
 * @throws AttestaError `edc.country` for one that is not among those known here
 */
export function country(code: string): JsonObject {
  if (!Object.hasOwn(countries, code)) throw new AttestaError('edc.country')
  return coded(countries[code as keyof typeof countries])
}

function coded({ id, it, en }: Coded): JsonObject {
  const scheme = id.slice(0, id.lastIndexOf('/'))
  // The Union's own tables name a list by its folder; those of the learning model by one code in it.
  const inScheme = scheme.startsWith('http://data.europa.eu/snb/') ? `${scheme}/25831c2` : scheme
  return { id, type: 'Concept', inScheme: { id: inScheme, type: 'ConceptScheme' }, prefLabel: { it, en } }
}

export function note(name: string, text: { readonly it: string; readonly en?: string }): JsonObject {
  return node('Note', name, { noteLiteral: { ...text } })
}

/** A text of the record, in all languages that it has. */
export function texts(text: LocalizedText): JsonObject {
  return { ...text }
}
