import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import { jwtVerify } from 'jose'
import extract from 'png-chunks-extract'
import type { PublicJwk } from '../../../../credential/crypto/port.ts'
import type { JsonObject } from '../../../../credential/json/index.ts'
import { pdfToolsAreHere, run } from '../../pdf/pdf-tools.ts'

// What stands in a container, taken out by the libraries and tools of others.

export function fromPng(png: Uint8Array): JsonObject {
  const chunks = extract(Buffer.from(png)).filter(({ name }) => name === 'iTXt')
  const [keyword, ...rest] = Buffer.from(chunks[0]?.data ?? [])
    .toString('latin1')
    .split('\0')
  if (chunks.length !== 1 || keyword !== 'openbadgecredential') throw new Error('no badge in this PNG')
  // Two flags, language and translated keyword, each ended by a zero (PNG §11.3.3.4); both flags are zeros too.
  return JSON.parse(Buffer.from(rest.slice(4).join('\0'), 'latin1').toString('utf8'))
}

export function fromSvg(svg: string): JsonObject {
  const found = [...svg.matchAll(/<openbadges:credential[^>]*><!\[CDATA\[(.*?)\]\]><\/openbadges:credential>/gs)]
  if (found.length !== 1) throw new Error('no badge in this SVG')
  return JSON.parse(found[0]?.[1] ?? '')
}

/** RS256, as the certification of 1EdTech asks for; the claims of the token are taken off. */
export async function fromJwt(jwt: string, publicJwk: PublicJwk, now: Date): Promise<JsonObject> {
  const key = createPublicKey({ key: { ...publicJwk }, format: 'jwk' })
  const { payload, protectedHeader } = await jwtVerify(jwt, key, { algorithms: ['RS256'], currentDate: now })
  if (protectedHeader.typ !== 'JWT') throw new Error('no VC-JWT')
  const { iss: _, sub: __, jti: ___, nbf: ____, iat: _____, exp: ______, ...badge } = payload as JsonObject
  return badge
}

/** JAdES with unencoded payload (RFC 7797 §3), by the key in the seal's certificate. */
export function fromJades(sealed: string): JsonObject {
  const { payload, signatures } = JSON.parse(sealed)
  const [{ protected: head, signature }] = signatures
  const { x5c, b64 } = JSON.parse(Buffer.from(head, 'base64url').toString())
  const { publicKey } = new X509Certificate(Buffer.from(x5c[0], 'base64'))
  const data = Buffer.from(`${head}.${payload}`)
  if (b64 !== false || !verify('sha256', data, publicKey, Buffer.from(signature, 'base64url'))) throw new Error('the seal is not good')
  return JSON.parse(payload)
}

/** Files inside a PDF: by poppler where it is, and by pdf-lib everywhere; both must find the same. */
export async function filesIn(pdf: Uint8Array): Promise<Record<string, string>> {
  const attachments = (await PDFDocument.load(pdf)).getAttachments()
  const found = Object.fromEntries(attachments.map(({ name, data }) => [name, Buffer.from(data).toString('utf8')]))
  if (!pdfToolsAreHere()) return found
  const detached = inFolder(pdf, (path, folder) => {
    run('pdfdetach', ['-saveall', '-o', folder, path])
    const names = readdirSync(folder).filter((name) => name !== 'paper.pdf')
    return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  })
  if (JSON.stringify(sorted(detached)) !== JSON.stringify(sorted(found))) throw new Error('poppler finds other files than pdf-lib')
  return detached
}

/** What is printed, without spaces and breaks of lines. */
export function printedOn(pdf: Uint8Array): string {
  return squeezed(inFolder(pdf, (path) => run('pdftotext', ['-raw', path, '-'])))
}

export function squeezed(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, '')
}

function inFolder<T>(pdf: Uint8Array, use: (path: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'attesta-mapping-'))
  const path = join(folder, 'paper.pdf')
  writeFileSync(path, pdf)
  try {
    return use(path, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function sorted(files: Record<string, string>): [string, string][] {
  return Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))
}
