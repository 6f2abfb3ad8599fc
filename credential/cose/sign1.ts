import { crypto } from '#crypto'
import type { PublicJwk, Signer } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { algorithmOf } from '../jose/algorithm.ts'
import { decodeCbor, encodeCbor, SIGN1_TAG } from './cbor.ts'

/** Names the form of the payload, under the signature (RFC 9596): another one will have another number. */
const TYP = 'attesta-act+cose;v=1'

/** COSE names of the algorithms that a body signs with (RFC 9053 §2). */
const ALGORITHMS: ReadonlyMap<number, 'ES256' | 'EdDSA'> = new Map([
  [-7, 'ES256'],
  [-8, 'EdDSA'],
])

/** Labels of the protected header: `alg`, `kid` (RFC 9052 §3.1), `typ` (RFC 9596). */
const ALG = 1
const KID = 4
const TYPE = 16

/** A COSE_Sign1 (RFC 9052 §4.2), its tag before it. The payload is CBOR that was made deterministically. */
export async function signSign1({ payload, signer }: { payload: Uint8Array; signer: Signer }): Promise<Uint8Array> {
  const alg = [...ALGORITHMS].find(([, name]) => name === signer.alg)?.[0]
  if (alg === undefined) throw new AttestaError('jws.algorithm')
  const header = encodeCbor(
    new Map<number, unknown>([
      [ALG, alg],
      [KID, new TextEncoder().encode(signer.kid)],
      [TYPE, TYP],
    ]),
  )
  const signature = await signer.sign(toBeSigned(header, payload))
  return Uint8Array.from([SIGN1_TAG, ...encodeCbor([header, new Map(), payload, signature])])
}

/** Taken apart; nothing is verified until `verify` resolves. */
export interface UntrustedSign1 {
  readonly kid: string
  readonly payload: unknown
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
  const { alg, kid } = readHeader(header)
  return {
    kid,
    payload: decodeCbor(payload),
    async verify(key) {
      // The key's own type decides, and the header must say the same.
      const name = algorithmOf({ key, stated: alg })
      if (!(await crypto.verify({ alg: name, key, signature, data: toBeSigned(header, payload) }))) throw new AttestaError('cose.signature')
    },
  }
}

function readHeader(bytes: Uint8Array): { readonly alg: 'ES256' | 'EdDSA'; readonly kid: string } {
  const header = decodeCbor(bytes)
  if (!(header instanceof Map) || header.size !== 3) throw new AttestaError('cose.malformed')
  if (header.get(TYPE) !== TYP) throw new AttestaError('cose.type')
  const alg = ALGORITHMS.get(header.get(ALG))
  const kid = header.get(KID)
  if (alg === undefined) throw new AttestaError('jws.algorithm')
  if (!(kid instanceof Uint8Array) || kid.length === 0 || kid.length > 200) throw new AttestaError('cose.malformed')
  return { alg, kid: nameOf(kid) }
}

/** Two names that differ in bytes must not become one text. */
function nameOf(kid: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(kid)
  } catch (cause) {
    throw new AttestaError('cose.malformed', {}, { cause })
  }
}

/** Sig_structure (RFC 9052 §4.4). */
function toBeSigned(header: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(['Signature1', header, new Uint8Array(), payload])
}
