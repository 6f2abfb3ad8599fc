import { decode } from '../../credential/base64url.ts'

/** Decoded base64url in a buffer of its own, as Web Crypto's types ask. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(decode(text))
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text))
}

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length))
}
