import { decode, encode } from '../base64url.ts'
import { AttestaError } from '../errors.ts'
import { deflate, inflate } from './deflate.ts'

/** Below this a list hides nobody in the crowd (Bitstring Status List 1.0 §2.2: 131,072 entries at least). */
export const MIN_ENTRIES = 131_072

/** Packs a bitstring, the first position in the most significant bit; multibase base64url of gzip (§3.3). */
export async function encodeBitstring({ size, set }: { size: number; set: Iterable<number> }): Promise<string> {
  if (size < MIN_ENTRIES) throw new AttestaError('status-list.too-short', { minimum: MIN_ENTRIES })
  const bytes = new Uint8Array(Math.ceil(size / 8))
  for (const index of set) {
    if (!Number.isInteger(index) || index < 0 || index >= size) throw new AttestaError('status-list.index')
    const at = index >>> 3
    bytes[at] = (bytes[at] ?? 0) | (0x80 >>> (index & 7))
  }
  return `u${encode(await deflate({ bytes, packing: 'gzip' }))}`
}

/**
 * The value at a position of `statusSize` bits (§3.2, §3.4).
 *
 * @throws AttestaError `status-list.malformed`, `status-list.too-large`, `status-list.too-short`, `status-list.index`
 */
export async function readBitstring({ encodedList, index, statusSize = 1 }: ReadBitstringInput): Promise<number> {
  if (!encodedList.startsWith('u')) throw new AttestaError('status-list.malformed')
  const bytes = await inflate({ bytes: decodeList(encodedList.slice(1)), packing: 'gzip' })
  const entries = Math.floor((bytes.length * 8) / statusSize)
  if (entries < MIN_ENTRIES) throw new AttestaError('status-list.too-short', { minimum: MIN_ENTRIES })
  if (index >= entries) throw new AttestaError('status-list.index')
  let value = 0
  for (let bit = index * statusSize; bit < (index + 1) * statusSize; bit++) {
    value = (value << 1) | (((bytes[Math.floor(bit / 8)] ?? 0) >>> (7 - (bit % 8))) & 1)
  }
  return value
}

export interface ReadBitstringInput {
  readonly encodedList: string
  readonly index: number
  readonly statusSize?: number
}

function decodeList(text: string): Uint8Array {
  try {
    return decode(text)
  } catch (cause) {
    throw new AttestaError('status-list.malformed', {}, { cause })
  }
}
