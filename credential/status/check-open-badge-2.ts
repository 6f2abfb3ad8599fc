import { AttestaError } from '../errors.ts'
import { isObject, type JsonValue, parseStrictJson } from '../json/index.ts'
import { isRevokedIn } from '../open-badge-2/index.ts'
import { readShape, text } from '../shape/index.ts'
import { fetchList } from './fetch-list.ts'
import { type StatusQuestion, type StatusResult, stepOf, stepOfRefusal } from './status.ts'

const url = text({ pattern: /^https?:\/\/\S+$/, max: 2048 })

/** A signed badge of Open Badges 2.0: is it in the list that its issuer's profile names (§RevocationList)? */
export async function checkSignedBadge2(reference: JsonValue | undefined, { documentId, world }: StatusQuestion): Promise<StatusResult> {
  return answered(async () => {
    const bytes = await fetchList({ url: addressOf(reference), accept: 'application/ld+json, application/json', fetch: world.fetch })
    return isRevokedIn({ bytes, assertion: documentId ?? '' })
  })
}

/** A hosted one: does the issuer still publish it, and not as revoked? */
export async function checkHostedBadge2(reference: JsonValue | undefined, { world }: StatusQuestion): Promise<StatusResult> {
  return answered(async () => {
    const bytes = await fetchList({ url: addressOf(reference), accept: 'application/ld+json, application/json', fetch: world.fetch })
    const badge = parseStrictJson(bytes)
    if (!isObject(badge)) throw new AttestaError('status-list.malformed')
    return badge.revoked === true
  })
}

function addressOf(reference: JsonValue | undefined): string {
  return readShape({ shape: url, value: reference, code: 'status-entry.malformed' })
}

async function answered(isRevoked: () => Promise<boolean>): Promise<StatusResult> {
  try {
    const word = (await isRevoked()) ? 'annullato' : 'valido'
    return { word, step: stepOf(word) }
  } catch (error) {
    return { step: stepOfRefusal(error) }
  }
}
