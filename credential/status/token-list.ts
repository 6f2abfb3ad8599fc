import { decode, encode } from '../base64url.ts'
import { AttestaError } from '../errors.ts'
import { deflate, inflate } from './deflate.ts'

export type Bits = 1 | 2 | 4 | 8

/**
 * Packs statuses, the first in the least significant bits (Token Status List §4.1). `values` holds what is not zero.
 *
 * @throws AttestaError `status-list.index` for a position outside of the list, `status-list.value` for a value that does not fit
 */
export async function encodeTokenList({ bits, size, values }: EncodeTokenListInput): Promise<string> {
  const bytes = new Uint8Array(Math.ceil((size * bits) / 8))
  for (const [index, value] of values) {
    if (!Number.isInteger(index) || index < 0 || index >= size) throw new AttestaError('status-list.index')
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** bits) throw new AttestaError('status-list.value')
    const at = (index * bits) >>> 3
    bytes[at] = (bytes[at] ?? 0) | (value << ((index * bits) & 7))
  }
  return encode(await deflate({ bytes, packing: 'deflate' }))
}

export interface EncodeTokenListInput {
  readonly bits: Bits
  /** Positions in the list. */
  readonly size: number
  readonly values: ReadonlyMap<number, number>
}

/**
 * The status at a position.
 *
 * @throws AttestaError `status-list.malformed`, `status-list.too-large`, `status-list.index` when the list has no such position
 */
export async function readTokenList({ bits, lst, index }: { bits: Bits; lst: string; index: number }): Promise<number> {
  const bytes = await inflate({ bytes: decode(lst), packing: 'deflate' })
  const byte = bytes[Math.floor((index * bits) / 8)]
  if (!Number.isSafeInteger(index) || index < 0 || byte === undefined) throw new AttestaError('status-list.index')
  return (byte >>> ((index * bits) & 7)) & (2 ** bits - 1)
}
