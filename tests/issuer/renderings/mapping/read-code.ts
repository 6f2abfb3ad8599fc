import { createHash, createPublicKey, verify } from 'node:crypto'
import { createRequire } from 'node:module'
import { inflateSync } from 'node:zlib'
import { decode, encode } from 'cborg'
import type { PublicJwk } from '../../../../credential/crypto/port.ts'
import type { JsonValue } from '../../../../credential/json/index.ts'
import { readClaims } from './read-claims.ts'
import { defined, type Reading } from './rows.ts'

/** Has no types of its own. */
const base45: { decode(text: string): Uint8Array } = createRequire(import.meta.url)('base45')

const KINDS = ['trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza']

/** Names inside the claims, by their numbers. */
const NAMES = [
  ...['given_name', 'family_name', 'qualification', 'name', 'name_i18n', 'code', 'repertory', 'release', 'section', 'eqf_level'],
  ...['qnq_level', 'abilities', 'knowledge', 'esco', 'ada', 'demo', 'version', 'ateco', 'cp_istat', 'partial', 'description'],
  ...['description_i18n', 'en', 'fr', 'es', 'uk', 'ar'],
]

/** The members of a code by their numbers. */
interface Members {
  get(of: 1 | 6 | 7): number
  get(of: 8): number | undefined
  get(of: 2): string
  get(of: 3): ReadonlyMap<string, string>
  get(of: 4 | 5): string[]
  get(of: 11): [number, string]
  get(of: 13): readonly unknown[][]
  get(of: 14): readonly Uint8Array[]
  get(of: 15): ReadonlyMap<number, Uint8Array>
}

export interface CodeReading {
  readonly rows: Reading
  /** Digests of what the code does not open, and of the credentials that it names. */
  readonly closed: readonly string[]
  readonly authority: readonly string[]
}

/** The code of the paper: COSE_Sign1 (RFC 9052 §4.2) in base45, by base45, cborg and Node's own zlib and OpenSSL. */
export function readCode(code: string, publicJwk: PublicJwk): CodeReading {
  const tags = { 18: (inside: () => unknown) => inside() }
  const [head, , payload, signature] = decode(base45.decode(code.slice(code.indexOf(':') + 1)), { tags, useMaps: true }) as [
    Uint8Array,
    unknown,
    Uint8Array,
    Uint8Array,
  ]
  const signed = encode(['Signature1', head, new Uint8Array(), payload])
  const key = createPublicKey({ key: { ...publicJwk }, format: 'jwk' })
  if (!verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature)) throw new Error('the signature of the code is not good')
  const members = decode(inflateSync(payload), { useMaps: true }) as Members
  return {
    rows: rowsIn(members),
    closed: members.get(14).map(base64url),
    authority: [...members.get(15).values()].map(base64url),
  }
}

function rowsIn(members: Members): Reading {
  const title = Object.fromEntries(members.get(3))
  const { it, ...others } = title
  const [index, list] = members.get(11)
  const claims: Record<string, JsonValue> = {}
  const competences: JsonValue[] = []
  for (const [, ...opened] of members.get(13)) {
    if (opened.length === 1) competences.push(plain(opened[0]))
    else claims[NAMES[opened[0] as number] ?? ''] = plain(opened[1])
  }
  return defined({
    'kind of document': KINDS[members.get(1)],
    'number in the register': members.get(2),
    'M2 title': it,
    'M2 title in other languages': Object.keys(others).length === 0 ? undefined : others,
    'M4 D2 awarding body': members.get(4),
    'D2 ente pubblico titolare': members.get(5)[1],
    'M5 date of issue': instant(members.get(6)),
    'validity: from': instant(members.get(7)),
    'validity: until': instant(members.get(8)),
    'state: place in the lists': [list.slice(0, list.lastIndexOf('/')), index],
    ...readClaims({ ...claims, ...(competences.length === 0 ? {} : { competences }) }),
  })
}

function plain(value: unknown): JsonValue {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, member]) => [NAMES[name] ?? '', plain(member)]))
  return Array.isArray(value) ? value.map(plain) : (value as JsonValue)
}

function instant(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}

export function sha256(content: string): string {
  return createHash('sha256').update(content).digest('base64url')
}
