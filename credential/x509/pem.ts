import { decodeBase64url, encodeBase64url } from '#base64url'
import { AttestaError } from '../errors.ts'

const BASE64 = /^([A-Za-z0-9+/]*)(={0,2})$/
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
  const [, body = '', padding = ''] = BASE64.exec(text) ?? []
  const bytes = decodeBase64url(body.replaceAll('+', '-').replaceAll('/', '_'))
  if (bytes === undefined || text.length % 4 !== 0 || body.length + padding.length !== text.length)
    throw new AttestaError('seal.certificate')
  return bytes
}

export function encodeBase64(bytes: Uint8Array): string {
  const text = encodeBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}
