import { Buffer } from 'node:buffer'

/** For Node: ten times faster than JavaScript, which otherwise takes a third of the time of a verification. */
export function encodeBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url')
}

export function encodeTextBase64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url')
}

/** Undefined for any text that is not the canonical spelling of some bytes: `Buffer` reads over what it does not know. */
export function decodeBase64url(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) return undefined
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** A text in UTF-8, for signing: `TextEncoder` takes more than twice as long there. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'utf8')
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
