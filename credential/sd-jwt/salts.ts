import { crypto } from '#crypto'
import { encode } from '../base64url.ts'

/** RFC 9901 §9.3: 128 bits; and two bytes of zeros, so that each salt with them is whole characters of base64url. */
const BYTES = 16
const STRIDE = BYTES + 2
const CHARACTERS = 22

/** So many salts, drawn and written in one: a call for each costs more than the hash that it goes into. */
export function drawSalts(count: number): readonly string[] {
  const drawn = crypto.randomBytes(count * STRIDE)
  for (let end = BYTES; end < drawn.length; end += STRIDE) drawn[end] = drawn[end + 1] = 0
  const text = encode(drawn)
  return Array.from({ length: count }, (_, index) => text.slice(index * 24, index * 24 + CHARACTERS))
}
