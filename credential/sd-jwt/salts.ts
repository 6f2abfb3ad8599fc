import { crypto } from '#crypto'
import { encode } from '../base64url.ts'

/** RFC 9901 §9.3. */
const BYTES = 16

/** So many salts, drawn in one: a call of the generator for each costs more than the hash that it goes into. */
export function drawSalts(count: number): readonly string[] {
  const drawn = crypto.randomBytes(count * BYTES)
  return Array.from({ length: count }, (_, index) => encode(drawn.subarray(index * BYTES, (index + 1) * BYTES)))
}
