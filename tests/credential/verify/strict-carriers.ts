import { deflateSync } from 'node:zlib'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { encodeBase45 } from '../../../credential/cose/base45.ts'
import { encodeCbor } from '../../../credential/cose/cbor.ts'
import type { Signer } from '../../../credential/crypto/port.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { PNG_SIGNATURE, pngChunk } from '../../../credential/open-badge/picture/png-chunks.ts'
import { composePdf } from '../../../issuer/pdf/compose-pdf.ts'

// Every way in which a JSON text reaches us inside a document, with that text as its sender wrote it and signatures that hold over it: what is
// refused is refused for how it is written, not because somebody could not sign.

export interface Carrier {
  /** A text that this carrier holds when nothing is wrong. */
  readonly genuine: string | Uint8Array
  readonly carry: (content: Uint8Array) => Promise<Uint8Array>
}

const utf8 = new TextEncoder()

export function base64url(content: Uint8Array | string): string {
  return Buffer.from(content).toString('base64url')
}

/** A compact JWS over header and payload as they are written. */
export async function jws({
  header,
  payload,
  signer,
}: {
  header: Uint8Array | string
  payload: Uint8Array | string
  signer: Signer
}): Promise<string> {
  const input = `${base64url(header)}.${base64url(payload)}`
  return `${input}.${base64url(await signer.sign(utf8.encode(input)))}`
}

/** The same of a header and claims that nobody in good faith would write. */
export function jwsOf({ header, payload, signer }: { header: JsonObject; payload: JsonObject; signer: Signer }): Promise<string> {
  return jws({ header: JSON.stringify(header), payload: JSON.stringify(payload), signer })
}

/** A picture of one point with the text in its chunk. */
export function png(content: Uint8Array, more: readonly Uint8Array[] = []): Uint8Array {
  const header = Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  const text = Buffer.concat([Buffer.from('openbadgecredential\0\0\0\0\0'), content])
  return Buffer.concat([
    PNG_SIGNATURE,
    pngChunk('IHDR', header),
    pngChunk('iTXt', text),
    pngChunk('IDAT', deflateSync(Uint8Array.from([0, 0]))),
    ...more,
    pngChunk('IEND', new Uint8Array()),
  ])
}

const OPENING =
  '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"><openbadges:credential><![CDATA['
const CLOSING = ']]></openbadges:credential><circle r="1"/></svg>'

export function svg(content: Uint8Array | string, { before = '', after = '' } = {}): Uint8Array {
  return Buffer.concat([Buffer.from(before + OPENING), Buffer.from(content), Buffer.from(CLOSING + after)])
}

export async function pdf(content: Uint8Array, attestation: Attestation): Promise<Uint8Array> {
  return composePdf({
    attestation,
    statusPage: 'http://localhost:4000/a/x',
    verifierUrl: 'http://localhost:4001',
    attachments: [{ name: 'badge.json', mediaType: 'application/json', content, description: 'badge' }],
    at: new Date('2026-05-15T10:00:00Z'),
  })
}

/** What stands in the header of a code: algorithm, key, kind. */
export function codeHeader(kid: Uint8Array, members: readonly (readonly [number, unknown])[] = []): Uint8Array {
  return encodeCbor(new Map<number, unknown>([[1, -7], [4, kid], [16, 'attesta-act+cose;v=2'], ...members]))
}

/** A code on paper (COSE_Sign1) around a payload that its maker wrote by hand, with a signature that holds. */
export async function code({ payload, head, signer }: { payload: Uint8Array; head?: Uint8Array; signer: Signer }): Promise<string> {
  const header = head ?? codeHeader(utf8.encode(signer.kid))
  const signature = await signer.sign(encodeCbor(['Signature1', header, new Uint8Array(), payload]))
  return `ATTESTA1:${encodeBase45(Uint8Array.from([0xd2, ...encodeCbor([header, new Map(), payload, signature])]))}`
}
