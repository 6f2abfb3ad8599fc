import {
  decodeBase64url,
  decodeTextBase64url,
  decodeTextsBase64url,
  encodeBase64url,
  encodeTextBase64url,
  encodeUtf8,
  encodeUtf8Parts,
} from '#base64url'
import { AttestaError } from './errors.ts'

/** Base64url without padding (RFC 4648 §5, RFC 7515 §2). */
export function encode(bytes: Uint8Array): string {
  return encodeBase64url(bytes)
}

/**
 * Decodes the one canonical spelling of some bytes: no padding, no other alphabet, unused bits zero. A second spelling of
 * the same signature would make two tokens of one (security.md §2 row 14).
 *
 * @throws AttestaError `base64url.malformed`
 */
export function decode(text: string): Uint8Array {
  const bytes = decodeBase64url(text)
  if (bytes === undefined) throw new AttestaError('base64url.malformed')
  return bytes
}

/** Base64url of the UTF-8 form of a text. */
export function encodeText(text: string): string {
  return encodeTextBase64url(text)
}

/**
 * The text whose UTF-8 form was encoded.
 *
 * @throws AttestaError `base64url.malformed` also when the bytes are not UTF-8
 */
export function decodeText(text: string): string {
  try {
    const decoded = decodeTextBase64url(text)
    if (decoded !== undefined) return decoded
  } catch {
    // Said below.
  }
  throw new AttestaError('base64url.malformed')
}

/** The same of a list, joined; undefined where each must be decoded by itself, which then says what is wrong. */
export function decodeTexts(texts: readonly string[], separator: string): string | undefined {
  return decodeTextsBase64url(texts, separator)
}

/** The bytes of a text as they are signed: UTF-8. */
export function utf8Of(text: string): Uint8Array {
  return encodeUtf8(text)
}

/** The same of several texts, each of them well formed, one after the other. */
export function utf8OfParts(texts: readonly string[]): Uint8Array {
  return encodeUtf8Parts(texts)
}
