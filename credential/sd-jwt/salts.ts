import { crypto } from '#crypto'
import { encode } from '../base64url.ts'

/** Of the 128 bits that RFC 9901 §9.3 asks for, sixteen more, so that each salt is whole characters of base64url. */
const BYTES = 18
const CHARACTERS = 24

/** So many salts, drawn in one: a call of the generator for each costs more than the hash that it goes into. */
export function drawSalts(count: number): readonly string[] {
  const text = encode(crypto.randomBytes(count * BYTES))
  return Array.from({ length: count }, (_, index) => text.slice(index * CHARACTERS, (index + 1) * CHARACTERS))
}
