import { localizedShape } from '../attestation/index.ts'
import { encode } from '../base64url.ts'
import { AttestaError } from '../errors.ts'
import type { JsonValue } from '../json/index.ts'
import { createDisclosure } from '../sd-jwt/index.ts'
import { integer, list, object, optional, readShape, type Shape, text } from '../shape/index.ts'
import { formatDateTime, fromNumericDate } from '../time.ts'
import { encodeCbor } from './cbor.ts'
import { nameOf } from './claim-names.ts'
import { type CodeContent, KINDS, type Layout, PARTS } from './content.ts'
import { MEMBERS, writeContent } from './write-content.ts'

const code = 'schema.cose'

const line = text({ max: 1000 })
const did = text({ pattern: /^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/, max: 1000 })
const digest = text({ pattern: /^[A-Za-z0-9_-]{43}$/ })
const instant = integer({ max: 1e11 })
const anything: Shape<JsonValue> = { schema: {}, read: (value) => value as JsonValue }

/** A payload with its members' names, its bytes as base64url. */
const contentShape = object({
  kind: integer({ max: KINDS.length - 1 }),
  number: line,
  title: localizedShape,
  body: list(line, { min: 2, max: 2 }),
  titular: list(line, { min: 2, max: 2 }),
  issuedAt: instant,
  validFrom: instant,
  validUntil: optional(instant),
  signedAt: instant,
  rulePack: list(line, { min: 2, max: 2 }),
  status: list(anything, { min: 2, max: 2 }),
  digest,
  disclosures: list(list(anything, { min: 2, max: 3 }), { max: 200 }),
  closed: list(digest, { max: 200 }),
  authority: object(Object.fromEntries(PARTS.map((_, index) => [String(index), optional(digest)]))),
  releasedBy: optional(digest),
})

/**
 * Reads the payload of a code, strictly: the closed form first, then written again and compared, so that nothing is in it but what was read.
 *
 * @throws AttestaError `schema.cose` with the place
 */
export function readContent(payload: unknown, layout: Layout): CodeContent {
  if (!(payload instanceof Map)) throw new AttestaError(code, { at: 'document' })
  const read = readShape({ shape: contentShape, value: named(payload), code })
  const [id = '', legalName = ''] = read.body
  const [titularId = '', titularName = ''] = read.titular
  const [packId = '', packVersion = ''] = read.rulePack
  const [index, tokenList] = read.status
  const content: CodeContent = {
    kind: KINDS[read.kind] ?? 'certificato',
    number: read.number,
    title: read.title,
    body: { id: readShape({ shape: did, value: id, code }), legalName },
    titular: { id: readShape({ shape: did, value: titularId, code }), legalName: titularName },
    issuedAt: inWords(read.issuedAt),
    validFrom: inWords(read.validFrom),
    ...(read.validUntil === undefined ? {} : { validUntil: inWords(read.validUntil) }),
    signedAt: fromNumericDate(read.signedAt),
    rulePack: { id: packId, version: packVersion },
    status: {
      index: readShape({ shape: integer(), value: index, code }),
      tokenList: readShape({ shape: text({ pattern: /^https?:\/\/\S+$/, max: 1000 }), value: tokenList, code }),
    },
    digest: read.digest,
    disclosures: read.disclosures.map(readDisclosure),
    closed: read.closed,
    authority: Object.fromEntries(PARTS.flatMap((part, at) => (read.authority[at] === undefined ? [] : [[part, read.authority[at]]]))),
    ...(read.releasedBy === undefined ? {} : { releasedBy: read.releasedBy }),
  }
  if (!isSame(writeContent(content, layout), encodeCbor(payload))) throw new AttestaError(code, { at: 'document' })
  return content
}

const NAMES = new Map(Object.entries(MEMBERS).map(([name, member]) => [member as number, name]))

function named(payload: ReadonlyMap<unknown, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    [...payload].map(([member, value]) => {
      const name = NAMES.get(member as number) ?? ''
      return [name, plain(value, name === 'disclosures' ? claimOf : String)]
    }),
  )
}

/** CBOR as JSON has it; that bytes stood where bytes belong, and a number or a name as the layout wants it, is told by writing it again. */
function plain(value: unknown, nameOfMember: (key: unknown) => string): unknown {
  if (value instanceof Uint8Array) return encode(value)
  if (Array.isArray(value)) return value.map((item) => plain(item, nameOfMember))
  if (!(value instanceof Map)) return value
  return Object.fromEntries([...value].map(([key, member]) => [nameOfMember(key), plain(member, nameOfMember)]))
}

function claimOf(key: unknown): string {
  const name = nameOf(key)
  if (name === undefined) throw new AttestaError(code, { at: 'disclosures' })
  return name
}

function readDisclosure(parts: readonly JsonValue[]): string {
  const [salt, second, third] = parts
  if (typeof salt !== 'string' || second === undefined) throw new AttestaError(code, { at: 'disclosures' })
  if (third === undefined) return createDisclosure({ salt, value: second }).encoded
  return createDisclosure({ salt, name: claimOf(second), value: third }).encoded
}

function inWords(seconds: number): string {
  return formatDateTime(fromNumericDate(seconds))
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
