import type { JsonObject } from '../../../credential/json/index.ts'

// Other spellings of one member: each leaves the RDF, and so a Data Integrity proof, as it was (security.md §0, finding 1).

const DATE_TIME = 'http://www.w3.org/2001/XMLSchema#dateTime'
const CREDENTIALS = 'https://www.w3.org/2018/credentials#'

export type Respell = (document: JsonObject, name: string) => JsonObject

export const underFullIri: Respell = (document, name) => renamed(document, name, typed(document[name]))

export const underFullIriInList: Respell = (document, name) => renamed(document, name, [typed(document[name])])

export const underNest: Respell = (document, name) => ({ ...without(document, name), '@nest': { [name]: document[name] ?? null } })

/** Said of the same document where it speaks of its issuer. */
export const insideIssuer: Respell = (document, name) => {
  const { issuer = null, ...rest } = without(document, name)
  const said = { id: document.id ?? null, [`${CREDENTIALS}${name}`]: typed(document[name]) }
  return { ...rest, issuer: { ...(typeof issuer === 'string' ? { id: issuer } : (issuer as JsonObject)), '@included': [said] } }
}

export function without(document: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([other]) => other !== name))
}

function renamed(document: JsonObject, name: string, value: JsonObject[string]): JsonObject {
  return Object.fromEntries(
    Object.entries(document).map(([other, member]) => (other === name ? [`${CREDENTIALS}${name}`, value] : [other, member])),
  )
}

/** Under a full IRI no term gives the type, so the value must name it. */
function typed(value: JsonObject[string] = null): JsonObject[string] {
  return typeof value === 'string' ? { '@value': value, '@type': DATE_TIME } : value
}
