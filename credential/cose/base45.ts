import { AttestaError } from '../errors.ts'

/** RFC 9285 §4.2: what the alphanumeric mode of a QR code has. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const VALUES: ReadonlyMap<string, number> = new Map([...ALPHABET].map((character, value) => [character, value]))

/** Two bytes are three characters, a last one is two (RFC 9285 §4). */
export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const isPair = at + 1 < bytes.length
    let value = isPair ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : (bytes[at] ?? 0)
    for (let digits = isPair ? 3 : 2; digits > 0; digits -= 1) {
      text += ALPHABET.charAt(value % 45)
      value = Math.floor(value / 45)
    }
  }
  return text
}

/** @throws AttestaError `cose.malformed` */
export function decodeBase45(text: string): Uint8Array {
  if (text.length % 3 === 1) throw new AttestaError('cose.malformed')
  const bytes: number[] = []
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((character) => VALUES.get(character))
    const value = digits.reduceRight<number>((sum, digit) => sum * 45 + (digit ?? Number.NaN), 0)
    const most = digits.length === 3 ? 0xffff : 0xff
    if (!(value <= most)) throw new AttestaError('cose.malformed')
    if (digits.length === 3) bytes.push(value >> 8)
    bytes.push(value & 0xff)
  }
  return Uint8Array.from(bytes)
}
