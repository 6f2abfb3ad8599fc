import { type ActReading, localizedFrom, readOutcomeClaims } from '../attestation/index.ts'
import { AttestaError } from '../errors.ts'
import { canonicalize, isObject, type JsonObject, type JsonValue, parseStrictJson } from '../json/index.ts'
import { readAllDisclosures } from '../sd-jwt/read-disclosure.ts'
import { readShape } from '../shape/index.ts'
import { decodeBase64 } from './base64.ts'
import { composeContent } from './compose-content.ts'
import type { EdcContent, EdcProfile } from './content.ts'
import { orderIn } from './order.ts'
import { readPictures } from './read-pictures.ts'
import { type EdcRecord, RECORD_ID, recordShape } from './record.ts'
import { several } from './several.ts'

const code = 'edc.attestation'

/** An attestation of ours in this form, in the record's terms; the outcome is what the opened disclosures say. */
export interface EdcAct extends ActReading {
  readonly status: { readonly index: number; readonly bitstringList: string }
  readonly profile: EdcProfile
}

/**
 * The attestation that a credential renders, when it says that it does. The credential is composed again from what was read: all that
 * it shows to people must follow from the claims that the decision knows. Its pictures are taken as they are.
 *
 * @throws AttestaError `edc.attestation` with the place
 */
export function readAct(document: JsonObject): EdcAct | undefined {
  const attached = several(document.attachment).find((item) => isObject(item) && item.id === RECORD_ID)
  if (attached === undefined || !isObject(attached)) return undefined

  const { title, title_i18n, ...rest } = readRecord(attached.content)
  const opened = readDisclosures(rest)
  const content: EdcContent = {
    id: String(document.id).replace('urn:credential:', 'urn:uuid:'),
    ...rest,
    profile: withOrderOf(document, rest.profile),
    title: localizedFrom(title, title_i18n),
    outcome: opened.outcome,
    pictures: readPictures(document),
  }
  const { id: _, disclosures: __, pictures: ___, issuer: ____, ...act } = content
  const fault = opened.committed ? (isComposedOf(document, content) ? undefined : 'claim-in-plain') : 'claim-not-committed'
  return { ...act, ...(fault === undefined ? {} : { bindingFault: fault }) }
}

function withOrderOf(document: JsonObject, profile: EdcProfile): EdcProfile {
  if (profile.name !== 'issued-by-mandate') return profile
  const order = orderIn(document)
  return order === undefined ? profile : { ...profile, order }
}

function isComposedOf(document: JsonObject, content: EdcContent): boolean {
  try {
    return canonicalize(composeContent(content)) === canonicalize(document)
  } catch (error) {
    // A country that composing does not know was not composed by us.
    if (error instanceof AttestaError) return false
    throw error
  }
}

function readRecord(content: JsonValue | undefined): EdcRecord {
  if (typeof content !== 'string') throw new AttestaError(code, { at: 'attachment.content' })
  return readShape({ shape: recordShape, value: readJson(content), code })
}

function readJson(content: string): JsonValue {
  try {
    return parseStrictJson(decodeBase64(content))
  } catch (cause) {
    throw new AttestaError(code, { at: 'attachment.content' }, { cause })
  }
}

/** Each claim opens one digest of those that the decision knows; those of array elements are competences, in their order. */
function readDisclosures({ disclosures, outcomeDigests }: Pick<EdcRecord, 'disclosures' | 'outcomeDigests'>) {
  if (new Set(disclosures).size !== disclosures.length) throw new AttestaError(code, { at: 'disclosures' })
  const read = readAllDisclosures(disclosures, 'sha-256')
  const named = read.flatMap(({ name, value }): [string, JsonValue][] => (name === undefined ? [] : [[name, value]]))
  if (new Set(named.map(([name]) => name)).size !== named.length) throw new AttestaError(code, { at: 'disclosures' })
  const competences = read.flatMap(({ name, value }) => (name === undefined ? [value] : []))
  const claims = { ...Object.fromEntries(named), ...(competences.length === 0 ? {} : { competences }) }
  const sorted = outcomeDigests.every((digest, index) => index === 0 || (outcomeDigests[index - 1] ?? '') < digest)
  return {
    outcome: readOutcomeClaims({ claims, code }),
    committed: sorted && read.every(({ digest }) => outcomeDigests.includes(digest)),
  }
}
