import { decode } from '../base64url.ts'
import { readDisclosure } from '../sd-jwt/read-disclosure.ts'
import { parseDateTime, toNumericDate } from '../time.ts'
import { encodeCbor } from './cbor.ts'
import { numbered, numberOf } from './claim-names.ts'
import { type CodeContent, KINDS, type Layout, PARTS } from './content.ts'

/** Numbers of the members: a code has no room for names. */
export const MEMBERS = {
  kind: 1,
  number: 2,
  title: 3,
  body: 4,
  titular: 5,
  issuedAt: 6,
  validFrom: 7,
  validUntil: 8,
  signedAt: 9,
  rulePack: 10,
  status: 11,
  digest: 12,
  disclosures: 13,
  closed: 14,
  authority: 15,
  releasedBy: 16,
} as const

/** The payload of a code, before it is packed. A reader writes it again from what it read. */
export function writeContent(content: CodeContent, layout: Layout): Uint8Array<ArrayBuffer> {
  const { kind, number, title, body, titular, rulePack, status, validUntil, releasedBy } = content
  const members: [number, unknown][] = [
    [MEMBERS.kind, KINDS.indexOf(kind)],
    [MEMBERS.number, number],
    [MEMBERS.title, new Map(Object.entries(title))],
    [MEMBERS.body, [body.id, body.legalName]],
    [MEMBERS.titular, [titular.id, titular.legalName]],
    [MEMBERS.issuedAt, secondsOf(content.issuedAt)],
    [MEMBERS.validFrom, secondsOf(content.validFrom)],
    ...(validUntil === undefined ? [] : [[MEMBERS.validUntil, secondsOf(validUntil)] as [number, unknown]]),
    [MEMBERS.signedAt, toNumericDate(content.signedAt)],
    [MEMBERS.rulePack, [rulePack.id, rulePack.version]],
    [MEMBERS.status, [status.index, status.tokenList]],
    [MEMBERS.digest, decode(content.digest)],
    [MEMBERS.disclosures, content.disclosures.map((encoded) => packDisclosure(encoded, layout))],
    [MEMBERS.closed, content.closed.map((digest) => decode(digest))],
    [MEMBERS.authority, new Map(PARTS.flatMap((part, index) => packed(content.authority[part], index)))],
    ...(releasedBy === undefined ? [] : [[MEMBERS.releasedBy, decode(releasedBy)] as [number, unknown]]),
  ]
  return encodeCbor(new Map(members))
}

/** Salt, name (an element of an array has none) and value: the text that was hashed follows from them, since it is canonical. */
function packDisclosure(encoded: string, layout: Layout): unknown[] {
  const { salt, name, value } = readDisclosure(encoded, 'sha-256')
  if (layout === 'plain') return [decode(salt), ...(name === undefined ? [] : [name]), value]
  return [decode(salt), ...(name === undefined ? [] : [numberOf(name)]), numbered(value)]
}

function packed(digest: string | undefined, index: number): [number, Uint8Array][] {
  return digest === undefined ? [] : [[index, decode(digest)]]
}

function secondsOf(dateTime: string): number {
  return toNumericDate(parseDateTime(dateTime))
}
