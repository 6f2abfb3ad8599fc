import { AttestaError } from '../errors.ts'

const BLOCK = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g

/** The certificates of a PEM text (RFC 7468 §5), in its order. @throws AttestaError `seal.certificate` where there is none */
export function readPem(text: string): Uint8Array[] {
  const blocks = [...text.matchAll(BLOCK)].map(([, body = '']) => decodeBase64(body.replace(/\s+/g, '')))
  if (blocks.length === 0) throw new AttestaError('seal.certificate')
  return blocks
}

/** One certificate as PEM. */
export function toPem(der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** Base64 with padding (RFC 4648 §4), as `x5c` has it (RFC 7515 §4.1.6); one spelling only. @throws AttestaError `seal.certificate` */
export function decodeBase64(text: string): Uint8Array {
  try {
    const binary = atob(text)
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
    if (encodeBase64(bytes) === text) return bytes
  } catch {
    // Said below.
  }
  throw new AttestaError('seal.certificate')
}

export function encodeBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary)
}
