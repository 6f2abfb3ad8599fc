import { AttestaError } from '../errors.ts'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Work grows with the square of the length; the longest value here, a BLS12-381 key, takes 136 characters. */
const MAX_CHARACTERS = 140

/** base58btc as Multibase means it (CID §2.4, header `z` already taken off). */
export function decodeBase58(text: string): Uint8Array {
  if (text.length > MAX_CHARACTERS) throw new AttestaError('did.malformed')
  let number = 0n
  for (let at = 0; at < text.length; at += DIGITS) {
    const group = text.slice(at, at + DIGITS)
    let value = 0
    for (const letter of group) {
      const digit = ALPHABET.indexOf(letter)
      if (digit === -1) throw new AttestaError('did.malformed')
      value = value * 58 + digit
    }
    number = number * 58n ** BigInt(group.length) + BigInt(value)
  }
  const hex = number === 0n ? '' : number.toString(16)
  const bytes = (hex.length % 2 === 1 ? `0${hex}` : hex).match(/../g)?.map((octet) => Number.parseInt(octet, 16)) ?? []
  const zeros = text.length - text.replace(/^1+/, '').length
  return Uint8Array.from([...Array<number>(zeros).fill(0), ...bytes])
}

/** Nine digits fit a double, and dividing a long number costs the same however large the divisor. */
const DIGITS = 9
const NINE_DIGITS = 58n ** BigInt(DIGITS)

export function encodeBase58(bytes: Uint8Array): string {
  let hex = '0x0'
  for (const byte of bytes) hex += OCTETS[byte]
  let text = ''
  for (let number = BigInt(hex); number > 0n; number /= NINE_DIGITS)
    text = digitsOf(Number(number % NINE_DIGITS), number < NINE_DIGITS) + text
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return '1'.repeat(zeros === -1 ? bytes.length : zeros) + text
}

const OCTETS = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'))

/** The first group has no leading zeros. */
function digitsOf(group: number, isFirst: boolean): string {
  let text = ''
  for (let left = group; isFirst ? left > 0 : text.length < DIGITS; left = Math.floor(left / 58)) text = ALPHABET.charAt(left % 58) + text
  return text
}
