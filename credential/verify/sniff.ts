import { AttestaError } from '../errors.ts'
import { parseEnvelope } from '../jades/index.ts'
import { isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { fromJsonSerialization } from '../sd-jwt/index.ts'
import type { Limits } from './world.ts'

/** A document of a form that can be verified; nothing in it was. */
export type Sniffed =
  | { readonly form: 'sd-jwt'; readonly text: string }
  | { readonly form: 'jwt'; readonly text: string }
  | { readonly form: 'json'; readonly document: JsonObject }
  | { readonly form: 'sealed'; readonly envelope: JsonObject }
  | { readonly form: 'picture'; readonly bytes: Uint8Array }
  | { readonly form: 'pdf'; readonly bytes: Uint8Array }
  | { readonly form: 'code'; readonly text: string }

const DEFAULT_MAX_BYTES = 5 * 1024 * 1024
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d]

const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+/
const BASE64URL = /^[A-Za-z0-9_-]*$/
const LINK = /^[a-z][a-z0-9+.-]*:(?:\/\/|\?)/i
const XML_DECLARATION = /^<\?xml[^>]*>/i
/** A document type says so too; whether it declares what it must not is for the reader of pictures. */
const SVG_TAG = /^<(?:svg|!DOCTYPE svg)[\s>]/i

/**
 * What is it? The content decides; a media type is what a sender believes. Links are refused with a code of their own: following
 * one is the caller's decision.
 *
 * @throws AttestaError `format.*`, `json.*`
 */
export function sniff({ bytes, limits = {} }: { bytes: Uint8Array; limits?: Limits | undefined }): Sniffed {
  const { maxBytes = DEFAULT_MAX_BYTES, maxDepth = 32 } = limits
  if (bytes.length === 0) throw new AttestaError('format.empty')
  if (bytes.length > maxBytes) throw new AttestaError('format.too-large', { limit: Math.ceil(maxBytes / 1024 / 1024) })
  if (startsWith(bytes, PNG)) return { form: 'picture', bytes }
  if (isPdf(bytes)) return { form: 'pdf', bytes }

  const text = readText(bytes)
  if (text.startsWith('{') || text.startsWith('[')) return sniffJson(parseEnvelope(text, { maxBytes, maxDepth }))
  if (text.startsWith('ATTESTA1:')) return { form: 'code', text }
  if (isSvg(text)) return { form: 'picture', bytes }
  if (LINK.test(text)) throw new AttestaError('format.link')
  return sniffCompact(text)
}

export function isPdf(bytes: Uint8Array): boolean {
  return startsWith(bytes, PDF)
}

function sniffJson(value: JsonValue): Sniffed {
  if (!isObject(value)) throw new AttestaError('format.unreadable')
  // RFC 7797 §5.2: a payload that is not encoded holds what base64url does not.
  if (typeof value.payload === 'string' && value.signatures !== undefined && !BASE64URL.test(value.payload))
    return { form: 'sealed', envelope: value }
  // RFC 9901 §8: an SD-JWT written as JSON.
  if (value.payload !== undefined && (value.signature !== undefined || value.signatures !== undefined)) {
    return { form: 'sd-jwt', text: fromJsonSerialization(value) }
  }
  if (value['@context'] === undefined) throw new AttestaError('format.unreadable')
  return { form: 'json', document: value }
}

/** Mail programs break long lines; no character of an SD-JWT is white space, so nothing signed is lost. */
function sniffCompact(text: string): Sniffed {
  const compact = text.replace(/\s+/g, '')
  if (!COMPACT.test(compact)) throw new AttestaError('format.unreadable')
  return { form: compact.includes('~') ? 'sd-jwt' : 'jwt', text: compact }
}

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).trim()
  } catch (cause) {
    const [first] = bytes
    throw new AttestaError(first === 0x7b || first === 0x5b ? 'json.not-utf8' : 'format.unreadable', {}, { cause })
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
}

/** Walks over declaration and comments once: an expression that may try them in many ways takes exponential time on hostile text. */
function isSvg(text: string): boolean {
  let at = XML_DECLARATION.exec(text)?.[0].length ?? 0
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1
    if (!text.startsWith('<!--', at)) return SVG_TAG.test(text.slice(at, at + 15))
    const end = text.indexOf('-->', at + 4)
    if (end === -1) return false
    at = end + 3
  }
}
