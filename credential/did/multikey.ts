import { decode, encode } from '../base64url.ts'
import { KeyCache } from '../crypto/key-cache.ts'
import type { PublicJwk } from '../crypto/port.ts'
import { AttestaError } from '../errors.ts'
import { decodeBase58, encodeBase58 } from './base58.ts'
import { decompress } from './point.ts'

interface CodecOf<Crv extends string> {
  readonly crv: Crv
  /** Two bytes of multicodec varint (CID §2.5). */
  readonly prefix: readonly [number, number]
  readonly length: number
}

type WholeCodec = CodecOf<'Ed25519' | 'Bls12381G2'>
type Codec = WholeCodec | CodecOf<'P-256' | 'P-384'>

const CODECS: readonly Codec[] = [
  { crv: 'Ed25519', prefix: [0xed, 0x01], length: 32 },
  { crv: 'P-256', prefix: [0x80, 0x24], length: 33 },
  { crv: 'P-384', prefix: [0x81, 0x24], length: 49 },
  { crv: 'Bls12381G2', prefix: [0xeb, 0x01], length: 96 },
]

/** Taking a root modulo the prime costs more than the signature that the key then verifies. */
const decoded = new KeyCache<PublicJwk>()

/**
 * A public key in Multikey form, `z…` (CID §2.2.2).
 *
 * @throws AttestaError `did.malformed`, `did.key-length`
 */
export function decodeMultikey(text: string): PublicJwk {
  return decoded.get(text, () => read(text))
}

/** The Multikey form of a key that has one. */
export function encodeMultikey({ crv, x = '', y = '' }: PublicJwk): string {
  const codec = CODECS.find((known) => known.crv === crv)
  if (codec === undefined) throw new AttestaError('jwk.unsupported')
  const sign = isWhole(codec) ? [] : [2 + ((decode(y).at(-1) ?? 0) & 1)]
  return `z${encodeBase58(Uint8Array.from([...codec.prefix, ...sign, ...decode(x)]))}`
}

function read(text: string): PublicJwk {
  if (!text.startsWith('z')) throw new AttestaError('did.malformed')
  const bytes = decodeBase58(text.slice(1))
  const codec = CODECS.find(({ prefix }) => prefix[0] === bytes[0] && prefix[1] === bytes[1])
  const material = bytes.slice(2)
  if (codec === undefined) throw new AttestaError(bytes.length < 34 ? 'did.key-length' : 'jwk.unsupported')
  if (material.length !== codec.length) throw new AttestaError('did.key-length')
  if (isWhole(codec)) return { kty: 'OKP', crv: codec.crv, x: encode(material) }
  const { x, y } = decompress({ curve: codec.crv, point: material })
  return { kty: 'EC', crv: codec.crv, x: encode(x), y: encode(y) }
}

/** Keys that are one value; of the others it takes a second coordinate. */
function isWhole(codec: Codec): codec is WholeCodec {
  return codec.crv === 'Ed25519' || codec.crv === 'Bls12381G2'
}
