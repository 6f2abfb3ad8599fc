import { DataFactory, Parser, Store } from 'n3'
import type { Quad, Term } from 'rdf-canonize'
import SHACLValidator from 'rdf-validate-shacl'
import { pinnedContexts } from '../../contexts/index.ts'
import { toDataset } from '../../data-integrity/json-ld.ts'
import { isObject, type JsonObject, type JsonValue } from '../../json/index.ts'
import { EDC_CONTEXT, PROFILES } from '../addresses.ts'
import { several } from '../several.ts'

/** The official files, as their owner publishes them: the context, and the shapes by file name. */
export interface ElmPack {
  readonly context: JsonObject
  readonly shapes: Readonly<Record<string, string>>
}

export interface ShapesReport {
  readonly conforms: boolean
  /** Addresses of the properties at fault. */
  readonly paths: readonly string[]
}

/** Each profile builds on others. Its `owl:imports` are addresses on the network, so which they are is said here. */
const FULL = ['EDC-generic-no-cv.ttl', 'EDC-generic-full.ttl']
const FILES: Readonly<Record<string, readonly string[]>> = {
  [PROFILES.generic]: FULL,
  [PROFILES.accredited]: [...FULL, 'EDC-accredited.ttl'],
  [PROFILES['issued-by-mandate']]: [...FULL, 'EDC-issuedByMandate.ttl'],
  'http://data.europa.eu/snb/model/ap/edc-converted': [...FULL, 'EDC-converted.ttl'],
}

const validators = new WeakMap<ElmPack, Map<string, SHACLValidator>>()

/**
 * Does a credential conform to the official SHACL shapes of the profile that it names? They see neither a document without its contexts
 * nor codes that do not exist, so this never stands alone: `validateEdcStructure` comes first.
 *
 * For Node alone: the shapes and their engine are larger than a page of ours.
 *
 * @throws AttestaError `proof.json-ld` for what is not JSON-LD
 */
export async function validateWithShapes({ document, pack }: { document: JsonObject; pack: ElmPack }): Promise<ShapesReport> {
  const contexts = new Map([...pinnedContexts, [EDC_CONTEXT, pack.context] as const])
  // Safe mode refuses the member, even in official documents: the context gives it no date but a node (edc-ob3.md §3).
  const readable = without(document, 'dateModified')
  const dataset = await toDataset({ document: isObject(readable) ? readable : {}, contexts })
  const data = new Store(dataset.map(quadOf))
  const reports = await Promise.all(profilesOf(document).map((profile) => validatorOf(pack, profile).validate(data)))
  return {
    conforms: reports.length > 0 && reports.every(({ conforms }) => conforms),
    paths: [...new Set(reports.flatMap(({ results }) => results.map(({ path }) => path?.value ?? '')))],
  }
}

function profilesOf({ credentialSchema }: JsonObject): string[] {
  const ids = several(credentialSchema).map((schema) => (isObject(schema) ? String(schema.id) : ''))
  const known = ids.filter((id) => Object.hasOwn(FILES, id))
  // One that names no profile is held to the general one: it cannot escape the shapes by silence.
  return known.length === 0 ? [PROFILES.generic] : known
}

/** Parsing the shapes takes longer than most validations. */
function validatorOf(pack: ElmPack, profile: string): SHACLValidator {
  const kept = validators.get(pack) ?? new Map<string, SHACLValidator>()
  validators.set(pack, kept)
  const known = kept.get(profile)
  if (known !== undefined) return known
  const quads = (FILES[profile] ?? []).flatMap((file) => new Parser({ format: 'text/turtle' }).parse(pack.shapes[file] ?? ''))
  const made = new SHACLValidator(new Store(quads.filter(({ predicate }) => predicate.value !== 'http://www.w3.org/2002/07/owl#imports')))
  kept.set(profile, made)
  return made
}

/** jsonld makes plain objects, the store wants terms that know whether they are equal. */
function quadOf({ subject, predicate, object }: Quad): Quad {
  return DataFactory.quad(termOf(subject), termOf(predicate), termOf(object))
}

function termOf({ termType, value, language, datatype }: Term): object {
  if (termType === 'Literal') return DataFactory.literal(value, language ? language : DataFactory.namedNode(datatype?.value ?? ''))
  return termType === 'BlankNode' ? DataFactory.blankNode(value.replace(/^_:/, '')) : DataFactory.namedNode(value)
}

function without(value: JsonValue, name: string): JsonValue {
  if (Array.isArray(value)) return value.map((item) => without(item, name))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, member]) => (key === name ? [] : [[key, without(member, name)]])))
}
