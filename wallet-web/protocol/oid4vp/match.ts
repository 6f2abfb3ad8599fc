import { DcqlQuery } from 'dcql'
import { AttestaError } from '../../../credential/errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../../../credential/json/index.ts'
import { listDisclosures, parseSdJwt } from '../../../credential/sd-jwt/index.ts'
import type { Field } from '../../disclosure/fields.ts'

/** The one credential query of a request that this wallet answers. */
export interface AskedCredential {
  readonly id: string
  readonly query: DcqlQuery
}

/**
 * Reads a DCQL query (OpenID4VP 1.0 §6). Queries for formats that we do not keep are left aside before parsing; several
 * documents at once are more than this wallet hands over.
 *
 * @throws AttestaError `ask.query`, `ask.several`, `ask.nothing-fits`
 */
export function readQuery(query: JsonObject): AskedCredential {
  const { credentials, credential_sets: sets } = query
  if (!Array.isArray(credentials) || credentials.length === 0) throw new AttestaError('ask.query')
  const ours = credentials.filter((one) => isObject(one) && one.format === 'dc+sd-jwt')
  if (sets === undefined && credentials.length > 1) throw new AttestaError('ask.several')
  const one = ours.find((candidate) => isObject(candidate) && (sets === undefined || isEnough(candidate.id, sets)))
  if (!isObject(one)) throw new AttestaError(sets === undefined ? 'ask.nothing-fits' : 'ask.several')
  if (typeof one.id !== 'string' || !isObject(one.meta)) throw new AttestaError('ask.query')
  try {
    const parsed = DcqlQuery.parse({ credentials: [one] } as unknown as DcqlQuery.Input)
    DcqlQuery.validate(parsed)
    return { id: one.id, query: parsed }
  } catch (cause) {
    throw new AttestaError('ask.query', {}, { cause })
  }
}

/** A single credential satisfies every required set (§6.2). */
function isEnough(id: JsonValue | undefined, sets: JsonValue): boolean {
  if (!Array.isArray(sets)) return false
  return sets.every((set) => {
    if (!isObject(set) || !Array.isArray(set.options)) return false
    return set.required === false || set.options.some((option) => Array.isArray(option) && option.length === 1 && option[0] === id)
  })
}

/** What a request asks of one document: the paths, or nothing when the document does not fit. */
export function askedPaths({ asked, sdJwt }: { asked: AskedCredential; sdJwt: string }): readonly Path[] | undefined {
  const { payload } = parseSdJwt(sdJwt).jws
  const { credential_matches: matches } = DcqlQuery.query(asked.query, [
    {
      credential_format: 'dc+sd-jwt',
      vct: String(payload.vct),
      claims: claimsOf(sdJwt) as never,
      cryptographic_holder_binding: true,
    },
  ])
  const match = matches[asked.id]
  if (match?.success !== true) return undefined
  const [query] = asked.query.credentials
  const all = (query !== undefined && 'claims' in query ? (query.claims ?? []) : []) as readonly { readonly path: Path }[]
  // Without claim sets every claim is wanted; with them, the first set that can be had.
  const indexes = match.valid_credentials[0].claims.valid_claim_sets[0].valid_claim_indexes
  return all.filter((_, at) => indexes === undefined || indexes.includes(at)).map(({ path }) => path)
}

export type Path = readonly (string | number | null)[]

/** Fields that a path touches: itself, what contains it, what it contains. `null` stands for every item of a list (§7.1). */
export function isAsked(field: Field, paths: readonly Path[]): boolean {
  const claims = field.name === 'name' ? [['given_name'], ['family_name']] : [field.path]
  return claims.some((claim) => paths.some((path) => overlaps(claim, path)))
}

function overlaps(claim: readonly (string | number)[], path: Path): boolean {
  return claim.every((part, at) => at >= path.length || path[at] === part || (path[at] === null && typeof part === 'number'))
}

/** The claims as they would be if everything were shown: that is what a query is matched against. */
function claimsOf(sdJwt: string): JsonObject {
  const { payload } = parseSdJwt(sdJwt).jws
  const claims: Record<string, JsonValue> = { ...payload }
  for (const { path, value } of listDisclosures(sdJwt)) {
    const [name, index] = path
    if (typeof name !== 'string' || path.length > 2) continue
    if (index === undefined) claims[name] = value
    else claims[name] = [...listOf(claims[name]), value]
  }
  return claims
}

/** Places of undisclosed items are left out (RFC 9901 §7.1). */
function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value.filter((item) => !isObject(item) || !Object.hasOwn(item, '...')) : []
}
