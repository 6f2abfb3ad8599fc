import { ALPHABET, decodeInto } from './base64url-into.ts'

const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0))
const utf8 = new TextEncoder()
const ascii = new TextDecoder('latin1')
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true })
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
  const out = new Uint8Array((text.length * 3) >>> 2)
  return decodeInto(text, out, 0) === -1 ? undefined : out
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

/** The texts of a list, with a separator between them; undefined where one is not the canonical spelling of some text. */
export function decodeTextsBase64url(texts: readonly string[], separator: string): string | undefined {
  const decoded: string[] = []
  for (const text of texts) {
    const bytes = decodeBase64url(text)
    if (bytes === undefined) return undefined
    decoded.push(lenientUtf8.decode(bytes))
  }
  const joined = decoded.join(separator)
  return joined.includes('\ufffd') ? undefined : joined
}

/** A text in UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  return utf8.encode(text)
}

/** Texts one after the other in UTF-8. */
export function encodeUtf8Parts(texts: readonly string[]): Uint8Array {
  return utf8.encode(texts.join(''))
}
