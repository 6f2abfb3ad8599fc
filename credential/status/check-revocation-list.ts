import { AttestaError } from '../errors.ts'
import { isObject, type JsonValue, parseStrictJson } from '../json/index.ts'
import { readShape, text } from '../shape/index.ts'
import { fetchList } from './fetch-list.ts'
import { type StatusQuestion, type StatusResult, stepOf, stepOfRefusal } from './status.ts'

const url = text({ pattern: /^https?:\/\/\S+$/, max: 2048 })

/**
 * The 1EdTech Revocation List 1.0 that a badge of others may name: the ids of what is revoked. It bears no signature, so it is believed
 * for being at the address that the issuer signed; nothing of ours uses it.
 */
export async function checkRevocationList(
  reference: JsonValue | undefined,
  { issuer, documentId, world }: StatusQuestion,
): Promise<StatusResult> {
  try {
    const address = readShape({ shape: url, value: reference, code: 'status-entry.malformed' })
    const list = parseStrictJson(await fetchList({ url: address, accept: 'application/json', fetch: world.fetch }))
    if (!isObject(list) || list.id !== address) throw new AttestaError('status-list.other-address')
    const owner = isObject(list.issuer) ? list.issuer.id : list.issuer
    if (issuer !== undefined && owner !== issuer) throw new AttestaError('status-list.other-issuer')
    const word = revokedIds(list.revokedCredential ?? list.revokedCredentials).includes(documentId) ? 'annullato' : 'valido'
    return { word, step: stepOf(word) }
  } catch (error) {
    return { step: stepOfRefusal(error) }
  }
}

/** The standard's own samples write the member in the plural. */
function revokedIds(list: JsonValue | undefined): readonly (JsonValue | undefined)[] {
  if (!Array.isArray(list)) throw new AttestaError('status-list.malformed')
  return list.map((entry) => {
    if (!isObject(entry) || typeof entry.id !== 'string') throw new AttestaError('status-list.malformed')
    return entry.revoked === false ? undefined : entry.id
  })
}
