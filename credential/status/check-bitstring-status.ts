import { CREDENTIALS_V2, DATA_INTEGRITY_V1, DATA_INTEGRITY_V2, ED25519_SIGNATURE_2020_V1, MULTIKEY_V1 } from '../contexts/index.ts'
import { countParts, verifyProofs } from '../data-integrity/index.ts'
import { AttestaError } from '../errors.ts'
import { parseCompact, verifySignature } from '../jose/index.ts'
import { isObject, type JsonObject, type JsonValue, parseStrictJson } from '../json/index.ts'
import { dateTime, object, optional, readShape, type Shape, text } from '../shape/index.ts'
import { Mismatch } from '../shape/shape.ts'
import { parseDateTime } from '../time.ts'
import { listSubjectShape, readBitstringEntry, readBitstringStatus } from './bitstring-entry.ts'
import { fetchList } from './fetch-list.ts'
import { assertListCurrent, type StatusQuestion, type StatusResult, type StatusWord, stepOf, stepOfRefusal } from './status.ts'

const line = text({ max: 4096 })

const anything: Shape<unknown> = { schema: {}, read: (value) => value }

const names = object({
  id: line,
  type: optional(anything),
  name: optional(line),
  description: optional(line),
  url: optional(line),
})

/** An issuer by its id, or with the names that it gives itself: closed too, since JSON-LD can say in there when the list ends (`@included`). */
const issuerShape: Shape<string> = {
  schema: {},
  read: (value, at) => (isObject(value as JsonValue) ? names.read(value, at).id : line.read(value, at)),
}

/** Vocabularies that a list may add, in any order: of its proof, and none that has a term of a list's own. */
const FURTHER: ReadonlySet<string> = new Set([DATA_INTEGRITY_V1, DATA_INTEGRITY_V2, ED25519_SIGNATURE_2020_V1, MULTIKEY_V1])

/** VCDM 2.0 §4.3: that of VCDM first. An address that nobody pinned here, or terms written inline, could give any name another meaning. */
const contextShape: Shape<readonly unknown[]> = {
  schema: { type: 'array', items: { enum: [CREDENTIALS_V2, ...FURTHER] }, minItems: 1, uniqueItems: true },
  read(value, at) {
    if (!Array.isArray(value) || value[0] !== CREDENTIALS_V2 || new Set(value).size !== value.length) throw new Mismatch(at)
    if (!value.slice(1).every((address) => FURTHER.has(address as string))) throw new Mismatch(at)
    return value
  },
}

const TYPES = ['VerifiableCredential', 'BitstringStatusListCredential']

/** VCDM 2.0 §4.5: types are a set, whose order says nothing. */
const typesShape: Shape<readonly unknown[]> = {
  schema: { type: 'array', items: { enum: TYPES }, minItems: TYPES.length, maxItems: TYPES.length, uniqueItems: true },
  read(value, at) {
    if (!Array.isArray(value) || value.length !== TYPES.length || !TYPES.every((type) => value.includes(type))) throw new Mismatch(at)
    return value
  },
}

/**
 * A list as a credential (Bitstring Status List 1.0 §2.2), closed: whoever serves it could spell `validUntil` so that the proof
 * holds and no reader sees it (security.md §0, finding 1).
 */
const credentialShape = object({
  '@context': contextShape,
  id: line,
  type: typesShape,
  issuer: issuerShape,
  name: optional(line),
  description: optional(line),
  validFrom: optional(dateTime),
  validUntil: optional(dateTime),
  credentialSubject: listSubjectShape,
  proof: optional(anything),
})

/** What a bit says; other purposes than these two are not a matter of validity here. */
const WORDS: Readonly<Record<string, StatusWord>> = { revocation: 'annullato', suspension: 'sospeso' }

/** What the Bitstring Status List that an entry names says about its document: every rule of §3.2, then the bits. */
export async function checkBitstringStatus(reference: unknown, question: StatusQuestion): Promise<StatusResult> {
  try {
    const entry = readBitstringEntry(reference)
    const list = await readListCredential(entry.statusListCredential, question)
    const { value, message } = await readBitstringStatus({ entry, subject: list.credentialSubject })
    const place = { listUrl: entry.statusListCredential, index: Number(entry.statusListIndex) }
    const word =
      value === 0 || entry.statusPurpose === 'message' || entry.statusPurpose === 'refresh' ? 'valido' : WORDS[entry.statusPurpose]
    if (word === undefined) return { value, place, step: { outcome: 'failed', code: 'status.unknown-value', facts: { value } } }
    return { value, word, place, step: stepOf(word), ...(message === undefined ? {} : { message }) }
  } catch (error) {
    return { step: stepOfRefusal(error) }
  }
}

async function readListCredential(url: string, question: StatusQuestion) {
  const { issuer, world } = question
  const bytes = await fetchList({ url, accept: 'application/vc, application/vc+jwt', fetch: world.fetch })
  const document = await verifiedDocument(bytes, question)
  const list = readShape({ shape: credentialShape, value: document, code: 'status-list.type' })
  // A list of another address, whoever signed it, is another list (§3.2).
  if (list.id !== url) throw new AttestaError('status-list.other-address')
  if (issuer !== undefined && list.issuer !== issuer) throw new AttestaError('status-list.other-issuer')
  assertListCurrent({
    world,
    ...(list.validFrom === undefined ? {} : { from: parseDateTime(list.validFrom) }),
    ...(list.validUntil === undefined ? {} : { until: parseDateTime(list.validUntil) }),
  })
  return list
}

/** Members and items of a list, which is one long text. */
const MAX_PARTS = 500

/** Embedded proof, or a JWT around it (VC-JOSE-COSE §3.1.1): either way the key is its issuer's, and in use when it was made. */
async function verifiedDocument(bytes: Uint8Array, { world, keys }: StatusQuestion): Promise<JsonObject> {
  if (bytes[0] === 'e'.charCodeAt(0)) {
    const jws = parseCompact(new TextDecoder().decode(bytes).trim())
    const { issuer, at } = signatory(jws.payload, world.now)
    const { kid } = jws.header
    if (typeof kid !== 'string') throw new AttestaError('issuer-key.unknown')
    await verifySignature({ jws, key: await keys.lookup({ issuer, kid, at }), typ: 'vc+jwt' })
    return jws.payload
  }
  const document = parseStrictJson(bytes)
  if (!isObject(document) || document.proof === undefined || countParts(document) > MAX_PARTS)
    throw new AttestaError('status-list.malformed')
  const { issuer, at } = signatory(document, world.now)
  await verifyProofs({ document, resolveKey: (kid, { created = at }) => keys.lookup({ issuer, kid, at: created }) })
  return document
}

function signatory(document: JsonObject, now: Date): { issuer: string; at: Date } {
  const issuer = isObject(document.issuer) ? document.issuer.id : document.issuer
  if (typeof issuer !== 'string') throw new AttestaError('status-list.malformed')
  return { issuer, at: typeof document.validFrom === 'string' ? parseDateTime(document.validFrom) : now }
}
