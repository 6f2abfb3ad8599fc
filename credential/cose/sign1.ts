import { crypto } from '#crypto'
import type { PublicJwk, Signer } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { algorithmOf } from '../jose/algorithm.ts'
import { decodeCbor, encodeCbor, SIGN1_TAG } from './cbor.ts'
import type { Layout } from './content.ts'

/** Name the layout of the payload, under the signature (RFC 9596): another one will have another number. */
const TYPES: ReadonlyMap<string, Layout> = new Map([
  ['attesta-act+cose;v=1', 'plain'],
  ['attesta-act+cose;v=2', 'packed'],
])

/** COSE names of the algorithms that a body signs with (RFC 9053 §2). */
const ALGORITHMS: ReadonlyMap<number, 'ES256' | 'EdDSA'> = new Map([
  [-7, 'ES256'],
  [-8, 'EdDSA'],
])

/** Labels of the protected header: `alg`, `kid` (RFC 9052 §3.1), `typ` (RFC 9596). */
const ALG = 1
const KID = 4
const TYPE = 16

export interface SignInput {
  /** As its layout has it: CBOR that was made deterministically, packed or not. */
  readonly payload: Uint8Array
  readonly layout: Layout
  readonly signer: Signer
}

/** A COSE_Sign1 (RFC 9052 §4.2), its tag before it. */
export async function signSign1({ payload, layout, signer }: SignInput): Promise<Uint8Array> {
  const alg = keyOf(ALGORITHMS, signer.alg)
  if (alg === undefined) throw new AttestaError('jws.algorithm')
  const header = encodeCbor(
    new Map<number, unknown>([
      [ALG, alg],
      [KID, new TextEncoder().encode(signer.kid)],
      [TYPE, keyOf(TYPES, layout)],
    ]),
  )
  const signature = await signer.sign(toBeSigned(header, payload))
  return Uint8Array.from([SIGN1_TAG, ...encodeCbor([header, new Map(), payload, signature])])
}

/** Taken apart; nothing is verified until `verify` resolves. */
export interface UntrustedSign1 {
  readonly kid: string
  readonly layout: Layout
  readonly payload: Uint8Array
  /** @throws AttestaError `jws.algorithm`, `cose.signature` */
  readonly verify: (key: PublicJwk) => Promise<void>
}

/** @throws AttestaError `cose.malformed`, `cose.type` */
export function parseSign1(bytes: Uint8Array): UntrustedSign1 {
  if (bytes[0] !== SIGN1_TAG) throw new AttestaError('cose.malformed')
  const parts = decodeCbor(bytes.subarray(1))
  if (!Array.isArray(parts) || parts.length !== 4) throw new AttestaError('cose.malformed')
  const [header, unprotected, payload, signature] = parts
  if (!(header instanceof Uint8Array && payload instanceof Uint8Array && signature instanceof Uint8Array))
    throw new AttestaError('cose.malformed')
  // Whatever stood there could be exchanged by anybody.
  if (!(unprotected instanceof Map) || unprotected.size > 0) throw new AttestaError('cose.malformed')
  const { alg, kid, layout } = readHeader(header)
  return {
    kid,
    layout,
    payload,
    async verify(key) {
      // The key's own type decides, and the header must say the same.
      const name = algorithmOf({ key, stated: alg })
      if (!(await crypto.verify({ alg: name, key, signature, data: toBeSigned(header, payload) }))) throw new AttestaError('cose.signature')
    },
  }
}

interface Header extends Pick<UntrustedSign1, 'kid' | 'layout'> {
  readonly alg: 'ES256' | 'EdDSA'
}

function readHeader(bytes: Uint8Array): Header {
  const header = decodeCbor(bytes)
  if (!(header instanceof Map) || header.size !== 3) throw new AttestaError('cose.malformed')
  const layout = TYPES.get(header.get(TYPE))
  if (layout === undefined) throw new AttestaError('cose.type')
  const alg = ALGORITHMS.get(header.get(ALG))
  const kid = header.get(KID)
  if (alg === undefined) throw new AttestaError('jws.algorithm')
  if (!(kid instanceof Uint8Array) || kid.length === 0 || kid.length > 200) throw new AttestaError('cose.malformed')
  return { alg, layout, kid: nameOf(kid) }
}

/** Two names that differ in bytes must not become one text. */
function nameOf(kid: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(kid)
  } catch (cause) {
    throw new AttestaError('cose.malformed', {}, { cause })
  }
}

function keyOf<Key, Value>(map: ReadonlyMap<Key, Value>, wanted: unknown): Key | undefined {
  return [...map].find(([, value]) => value === wanted)?.[0]
}

/** Sig_structure (RFC 9052 §4.4). */
function toBeSigned(header: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(['Signature1', header, new Uint8Array(), payload])
}
