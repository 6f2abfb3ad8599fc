import type { Contexts } from '../contexts/index.ts'
import { AttestaError } from '../errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'

/** More are no document that anybody meant. */
export const MAX_CONTEXTS = 16
const MAX_TERMS = 200

const TERM = /^[A-Za-z][A-Za-z0-9_-]*$/
const IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i
const CONTAINERS: readonly JsonValue[] = ['@set', '@list', '@language']

/** Vocabularies whose terms have one name each, given by the contexts that are known here. */
const SETTLED = [
  'https://www.w3.org/2018/credentials#',
  'https://w3id.org/security#',
  'https://www.w3.org/ns/',
  'http://www.w3.org/',
  'https://schema.org/',
  'http://schema.org/',
  'https://purl.imsglobal.org/',
  'http://data.europa.eu/',
]

interface Definition {
  readonly term: string
  readonly iri: string
}

/**
 * Terms that a document defines itself mislead nobody when each is new. A holder may rewrite the context of a signed document as long
 * as its RDF stays (security.md §0, findings 1 and 2): so no second name for something that has one (`ends` for `validUntil`), no two
 * terms with each other's meaning, and none of the keywords that change how the rest is read.
 *
 * @throws AttestaError `proof.context`
 */
export function assertInlineTerms({ context, contexts }: { context: JsonValue; contexts: Contexts }): void {
  const definitions: Definition[] = []
  collect(context)
  const terms = new Set(definitions.map(({ term }) => term))
  const names = new Map(definitions.map(({ iri, term }) => [iri, term]))
  const doubled = definitions.some(({ iri, term }) => names.get(iri) !== term)
  if (definitions.length > MAX_TERMS || doubled || definitions.some((definition) => misleads(definition, terms))) throw refusal()

  function collect(value: JsonValue): void {
    if (Array.isArray(value)) {
      if (value.length > MAX_CONTEXTS || value.some(Array.isArray)) throw refusal()
      for (const item of value) collect(item)
    } else if (typeof value === 'string') {
      if (!contexts.has(value)) throw refusal()
    } else if (isObject(value)) {
      for (const [term, definition] of Object.entries(value)) collectTerm(term, definition)
    } else throw refusal()
  }

  function collectTerm(term: string, definition: JsonValue): void {
    if ((term === '@protected' && definition === true) || (term === '@version' && definition === 1.1)) return
    if ((term === 'id' || term === 'type') && definition === `@${term}`) return
    // Whatever has no other meaning takes its own name in that vocabulary.
    if (term === '@vocab' && typeof definition === 'string' && isVocabulary(definition)) return
    if (!TERM.test(term)) throw refusal()
    const { '@id': iri, '@context': scoped, ...rest } = isObject(definition) ? definition : { '@id': definition }
    if (typeof iri !== 'string' || !IRI.test(iri) || !isPlain(rest)) throw refusal()
    definitions.push({ term, iri })
    if (scoped !== undefined) collect(scoped)
  }
}

/** How a value is written: its datatype, whether it is a list. */
function isPlain({
  '@type': datatype,
  '@container': container,
  '@protected': locked,
  '@language': language,
  ...more
}: JsonObject): boolean {
  if (Object.keys(more).length > 0 || (locked !== undefined && locked !== true)) return false
  if (language !== undefined && typeof language !== 'string') return false
  if (datatype !== undefined && typeof datatype !== 'string') return false
  return container === undefined || CONTAINERS.includes(container)
}

/** One that is whole and nobody's here: a piece of a name behind it would be another way to write what has one. */
function isVocabulary(iri: string): boolean {
  return IRI.test(iri) && /[#/:]$/.test(iri) && !SETTLED.some((vocabulary) => iri.startsWith(vocabulary) || vocabulary.startsWith(iri))
}

function misleads({ term, iri }: Definition, terms: ReadonlySet<string>): boolean {
  const name = iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/'), iri.lastIndexOf(':')) + 1)
  if (name === term) return false
  return terms.has(name) || SETTLED.some((vocabulary) => iri.startsWith(vocabulary))
}

function refusal(): AttestaError {
  return new AttestaError('proof.context')
}
