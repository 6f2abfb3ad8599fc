import { decode, encode, rfc8949EncodeOptions } from 'cborg'
import { AttestaError } from '../errors.ts'

/** Tag of a COSE_Sign1 (RFC 9052 §2), as the first byte. */
export const SIGN1_TAG = 0xd2

/** Deterministic encoding (RFC 8949 §4.2.1). */
export function encodeCbor(value: unknown): Uint8Array<ArrayBuffer> {
  return encode(value, rfc8949EncodeOptions)
}

/**
 * Decodes strictly: one item, no indefinite lengths, no undefined, no repeated keys, no tags, and no way of writing it but the
 * deterministic one. Maps come as `Map`, since their keys are numbers.
 *
 * @throws AttestaError `cose.malformed`
 */
export function decodeCbor(bytes: Uint8Array): unknown {
  if (depthOf(bytes) > MAX_DEPTH) throw new AttestaError('cose.malformed')
  let value: unknown
  try {
    value = decode(bytes, {
      strict: true,
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowNaN: false,
      allowInfinity: false,
      allowBigInt: false,
    })
  } catch (cause) {
    throw new AttestaError('cose.malformed', {}, { cause })
  }
  const again = encodeCbor(value)
  if (again.length !== bytes.length || again.some((byte, index) => byte !== bytes[index])) throw new AttestaError('cose.malformed')
  return value
}

const MAX_DEPTH = 12

/** Nesting of arrays and maps, counted over the heads alone: a decoder that calls itself is not asked about what is too deep. */
function depthOf(bytes: Uint8Array): number {
  const open: number[] = []
  let deepest = 0
  let at = 0
  while (at < bytes.length) {
    const head = readHead(bytes, at)
    at = head.next
    if (head.major === 2 || head.major === 3) at += head.value
    const items = head.major === 4 ? head.value : head.major === 5 ? head.value * 2 : 0
    if (items > 0) {
      open.push(items)
      deepest = Math.max(deepest, open.length)
      if (deepest > MAX_DEPTH) return deepest
      continue
    }
    while (open.length > 0) {
      const left = (open.pop() ?? 1) - 1
      if (left > 0) {
        open.push(left)
        break
      }
    }
  }
  return deepest
}

function readHead(bytes: Uint8Array, at: number): { major: number; value: number; next: number } {
  const first = bytes[at] ?? 0
  const size = [1, 2, 4, 8][(first & 31) - 24] ?? 0
  let value = size === 0 ? first & 31 : 0
  for (let index = 1; index <= size; index += 1) value = value * 256 + (bytes[at + index] ?? 0)
  return { major: first >> 5, value, next: at + 1 + size }
}
