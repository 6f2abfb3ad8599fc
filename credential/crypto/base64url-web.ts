const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0))
const REFUSED = 0xff
const VALUES = new Uint8Array(256).fill(REFUSED)
for (let value = 0; value < 64; value++) VALUES[ALPHABET.charCodeAt(value)] = value

const utf8 = new TextEncoder()
const ascii = new TextDecoder('latin1')
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** For browsers: those without `Uint8Array.fromBase64` are still common. */
export function encodeBase64url(bytes: Uint8Array): string {
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

export function encodeTextBase64url(text: string): string {
  return encodeBase64url(utf8.encode(text))
}

/** Undefined for any text that is not the canonical spelling of some bytes. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  const { length } = text
  const rest = length & 3
  if (rest === 1) return undefined

  const out = new Uint8Array((length * 3) >>> 2)
  let at = 0
  let word = 0
  let seen = 0
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    const value = code < 256 ? (VALUES[code] ?? REFUSED) : REFUSED
    seen |= value
    word = (word << 6) | value
    if ((i & 3) !== 3) continue
    out[at++] = word >>> 16
    out[at++] = word >>> 8
    out[at++] = word
  }
  // Bits that belong to no byte must be zero: 4 of them after two characters, 2 after three.
  const unused = rest === 2 ? 4 : rest === 3 ? 2 : 0
  if (seen > 63 || (word & ((1 << unused) - 1)) !== 0) return undefined
  if (rest === 3) out[at++] = word >>> 10
  if (rest !== 0) out[at] = word >>> unused
  return out
}

/**
 * The text whose UTF-8 form was encoded; undefined as above.
 *
 * @throws TypeError when the bytes are not UTF-8
 */
export function decodeTextBase64url(text: string): string | undefined {
  const bytes = decodeBase64url(text)
  return bytes === undefined ? undefined : strictUtf8.decode(bytes)
}

/** A text in UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  return utf8.encode(text)
}
