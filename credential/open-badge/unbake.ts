import { AttestaError } from '../errors.ts'
import { readFromPng } from './picture/png.ts'
import { PNG_SIGNATURE } from './picture/png-chunks.ts'
import { readFromSvg } from './picture/svg.ts'

/** A credential of ours has some twenty thousand bytes. */
const MAX_DOCUMENT = 1024 * 1024
const MAX_PICTURE = 5 * 1024 * 1024

export interface UnbakedBadge {
  /** As it stands in the picture; nothing in it was verified. */
  readonly document: Uint8Array
  /** VCDM 2.0 §C.1, VC-JOSE-COSE §6.1. */
  readonly mediaType: 'application/vc' | 'application/vc+jwt' | 'text/uri-list'
}

/**
 * Takes the badge out of a PNG or SVG (Open Badges 3.0 §5.3). The picture itself is neither decoded nor rendered.
 *
 * @throws AttestaError `badge.none`, `badge.repeated`, `badge.compressed`, `badge.checksum`, `badge.malformed`, `badge.unsafe-svg`,
 *   `badge.encoding`, `badge.too-large`
 */
export function unbake(bytes: Uint8Array): UnbakedBadge {
  if (bytes.length > MAX_PICTURE) throw new AttestaError('badge.too-large', { limit: MAX_PICTURE })
  const isPng = PNG_SIGNATURE.every((octet, index) => bytes[index] === octet)
  const document = isPng ? readFromPng(bytes) : new TextEncoder().encode(readFromSvg(readText(bytes)))
  if (document.length === 0) throw new AttestaError('badge.none')
  if (document.length > MAX_DOCUMENT) throw new AttestaError('badge.too-large', { limit: MAX_DOCUMENT })
  return { document, mediaType: mediaTypeOf(document) }
}

/** Pictures of Open Badges 2.0 and before may hold the address of the badge. */
function mediaTypeOf(document: Uint8Array): UnbakedBadge['mediaType'] {
  if (isJson(document)) return 'application/vc'
  return /^\s*https?:/.test(new TextDecoder().decode(document.subarray(0, 32))) ? 'text/uri-list' : 'application/vc+jwt'
}

function isJson(document: Uint8Array): boolean {
  const first = document.find((octet) => octet > 0x20)
  return first === 0x7b
}

/** XML 1.0 §4.3.3: what the declaration names; its bytes are ASCII in every encoding that a picture may come in. */
const DECLARED = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']/

/**
 * Read as another encoding than it says, a text is another text than its maker and their viewers read.
 *
 * @throws AttestaError `badge.encoding`, `badge.malformed`
 */
function readText(bytes: Uint8Array): string {
  const [, declared = 'utf-8'] = DECLARED.exec(String.fromCharCode(...bytes.subarray(0, 200))) ?? []
  if (!/^(utf-8|us-ascii)$/i.test(declared)) throw new AttestaError('badge.encoding')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new AttestaError('badge.malformed', {}, { cause })
  }
}
