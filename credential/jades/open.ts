import { decode } from '../base64url.ts'
import { AttestaError } from '../errors.ts'
import {
  isObject,
  type JsonLimits,
  type JsonObject,
  type JsonValue,
  parseStrictBase64url,
  parseStrictJson,
  parseStrictText,
} from '../json/index.ts'
import { readSealHeader, type SealHeader, tokensOf } from './header.ts'
import { parseEnvelope } from './parse-envelope.ts'

/** A seal taken apart: nothing of it has been verified. */
export interface OpenedSeal {
  /** The text that was sealed, to the character. */
  readonly payload: string
  readonly header: SealHeader
  /** The protected header as it was signed. */
  readonly protectedText: string
  readonly signature: Uint8Array
  /** As written: what a timestamp is over (ETSI TS 119 182-1 §5.3.4). */
  readonly signatureText: string
  readonly timestamps: readonly Uint8Array[]
  /** Names of other unsigned properties, which are not looked at. */
  readonly unread: readonly string[]
}

const HEADER_LIMITS: JsonLimits = { maxBytes: 512 * 1024, maxDepth: 6 }
const MAX_PROPERTIES = 16

/**
 * Opens a JAdES seal in JSON serialization with unencoded payload (RFC 7797 §3, ETSI TS 119 182-1 §5). One signature: what two of
 * them would mean together no profile of these credentials says.
 *
 * @throws AttestaError `seal.malformed`, `seal.signatures`, `seal.header`, `seal.certificate*`, `json.*`, `base64url.malformed`
 */
export function openJades(text: string, limits: JsonLimits = {}): OpenedSeal {
  return readEnvelope(parseEnvelope(text, limits))
}

/** The same, of an envelope that was parsed strictly before. */
export function readEnvelope(envelope: JsonValue): OpenedSeal {
  if (!isObject(envelope)) throw new AttestaError('seal.malformed')
  const { payload, signatures, ...more } = envelope
  if (typeof payload !== 'string' || !Array.isArray(signatures) || Object.keys(more).length > 0) throw new AttestaError('seal.malformed')
  const [only] = signatures
  if (signatures.length !== 1) throw new AttestaError('seal.signatures')
  if (!isObject(only)) throw new AttestaError('seal.malformed')
  const { protected: protectedText, signature: signatureText, header = {}, ...others } = only
  if (typeof protectedText !== 'string' || typeof signatureText !== 'string' || !isObject(header) || Object.keys(others).length > 0)
    throw new AttestaError('seal.malformed')

  const protectedHeader = parseStrictBase64url(protectedText, HEADER_LIMITS)
  if (!isObject(protectedHeader)) throw new AttestaError('seal.malformed')
  return {
    payload,
    header: readSealHeader(protectedHeader),
    protectedText,
    signature: decode(signatureText),
    signatureText,
    ...unsignedProperties(header),
  }
}

/**
 * The document that was sealed: no member twice. Read apart, since the seal is over the text.
 *
 * @throws AttestaError `seal.malformed`, `json.*`
 */
export function readSealed({ payload }: Pick<OpenedSeal, 'payload'>, limits: JsonLimits = {}): JsonObject {
  const document = parseStrictText(payload, limits)
  if (!isObject(document)) throw new AttestaError('seal.malformed')
  return document
}

/** `etsiU` (§5.3.1), and nothing else beside the signature: no unsigned member may change what the signed ones mean. */
function unsignedProperties({ etsiU = [], ...others }: JsonObject): Pick<OpenedSeal, 'timestamps' | 'unread'> {
  if (Object.keys(others).length > 0) throw new AttestaError('seal.header', { parameter: 'header' })
  if (!Array.isArray(etsiU) || etsiU.length > MAX_PROPERTIES) throw new AttestaError('seal.header', { parameter: 'etsiU' })
  const properties = etsiU.map(readProperty)
  return {
    timestamps: properties.filter(([name]) => name === 'sigTst').flatMap(([, value]) => tokensOf(value)),
    unread: properties.map(([name]) => name).filter((name) => name !== 'sigTst'),
  }
}

/** An object of one member, as it is or in base64url: the whole array in one of the two ways, which nothing here depends on. */
function readProperty(entry: JsonValue): [string, JsonValue] {
  const property = typeof entry === 'string' ? parseStrictJson(decode(entry), { maxDepth: 12 }) : entry
  const [only, ...more] = isObject(property) ? Object.entries(property) : []
  if (only === undefined || more.length > 0) throw new AttestaError('seal.header', { parameter: 'etsiU' })
  return only
}
