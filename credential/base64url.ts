import { AttestaError } from './errors.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0))
const REFUSED = 0xff
const VALUES = new Uint8Array(256).fill(REFUSED)
for (let value = 0; value < 64; value++) VALUES[ALPHABET.charCodeAt(value)] = value

const ascii = new TextDecoder('latin1')
const utf8 = new TextEncoder()
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Base64url without padding (RFC 4648 §5, RFC 7515 §2). */
export function encode(bytes: Uint8Array): string {
  const { length } = bytes
  const out = new Uint8Array(Math.ceil((length * 4) / 3))
  let at = 0
  for (let i = 0; i < length; i += 3) {
    const word = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    out[at++] = CODES[word >>> 18] ?? 0
    out[at++] = CODES[(word >>> 12) & 63] ?? 0
    if (i + 1 < length) out[at++] = CODES[(word >>> 6) & 63] ?? 0
    if (i + 2 < length) out[at++] = CODES[word & 63] ?? 0
  }
  return ascii.decode(out)
}

/**
 * Decodes the one canonical spelling of some bytes: no padding, no other alphabet, unused bits zero. A second spelling of
 * the same signature would make two tokens of one (security.md §2 row 14).
 *
 * @throws AttestaError `base64url.malformed`
 */
export function decode(text: string): Uint8Array {
  const { length } = text
  const rest = length & 3
  if (rest === 1) throw new AttestaError('base64url.malformed')

  const out = new Uint8Array((length * 3) >>> 2)
  let at = 0
  let word = 0
  let seen = 0
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    const value = code < 256 ? (VALUES[code] ?? REFUSED) : REFUSED
    seen |= value
    word = (word << 6) | value
    if ((i & 3) === 3) {
      out[at++] = word >>> 16
      out[at++] = word >>> 8
      out[at++] = word
    }
  }
  if (seen > 63) throw new AttestaError('base64url.malformed')

  if (rest === 2) {
    if ((word & 0x0f) !== 0) throw new AttestaError('base64url.malformed')
    out[at] = (word >>> 4) & 0xff
  } else if (rest === 3) {
    if ((word & 0x03) !== 0) throw new AttestaError('base64url.malformed')
    out[at++] = (word >>> 10) & 0xff
    out[at] = (word >>> 2) & 0xff
  }
  return out
}

/** Base64url of the UTF-8 form of a text. */
export function encodeText(text: string): string {
  return encode(utf8.encode(text))
}

/**
 * The text whose UTF-8 form was encoded.
 *
 * @throws AttestaError `base64url.malformed` also when the bytes are not UTF-8
 */
export function decodeText(text: string): string {
  const bytes = decode(text)
  try {
    return strictUtf8.decode(bytes)
  } catch (cause) {
    throw new AttestaError('base64url.malformed', {}, { cause })
  }
}
