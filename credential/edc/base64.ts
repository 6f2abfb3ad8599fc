import { decode, encode } from '../base64url.ts'
import { AttestaError } from '../errors.ts'

/** Base64 with padding (RFC 4648 §4), as the model's MediaObject wants it. */
export function encodeBase64(bytes: Uint8Array): string {
  const text = encode(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}

/**
 * The bytes of a text in base64, in its one canonical spelling.
 *
 * @throws AttestaError `base64url.malformed`
 */
export function decodeBase64(text: string): Uint8Array {
  const url = text.replace(/={1,2}$/, '')
  if (text.length % 4 !== 0 || /[-_]/.test(url)) throw new AttestaError('base64url.malformed')
  return decode(url.replaceAll('+', '-').replaceAll('/', '_'))
}
