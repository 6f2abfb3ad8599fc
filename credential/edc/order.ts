import { crypto } from '#crypto'
import { encode } from '../base64url.ts'
import { AttestaError } from '../errors.ts'
import { canonicalize, isObject, type JsonObject, type JsonValue } from '../json/index.ts'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { concept, node } from './node.ts'
import { several } from './several.ts'

/** Names the attachment with the order of the body whose act it is, where another organisation seals. */
const ORDER_ID = 'https://attesta.example/ns/edc/order/1'
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** The order as an attachment: beside the record, which it is about too. */
export function composeOrder(order: string): JsonObject {
  const { id: _, ...members } = node('MediaObject', 'order', {
    title: { it: "Ordine dell'ente di sigillare questo documento", en: 'Order of the body to seal this document' },
    content: encodeBase64(new TextEncoder().encode(order)),
    contentEncoding: concept('encoding/base64'),
    contentType: concept('file/text'),
  })
  return { id: ORDER_ID, ...members }
}

/** What a body signs when it orders that a document be sealed: SHA-256 of the canonical form (RFC 8785), its attachments but the order in a list. */
export function digestToOrder(document: JsonObject): string {
  const attachment = several(document.attachment).filter((item) => !isOrder(item))
  return encode(crypto.sha256(new TextEncoder().encode(canonicalize({ ...document, attachment: [...attachment] }))))
}

/** A document with the order that was given for it. */
export function withOrder(document: JsonObject, order: string): JsonObject {
  return { ...document, attachment: [...several(document.attachment), composeOrder(order)] }
}

/**
 * The order that a document bears, as it stands there.
 *
 * @throws AttestaError `edc.attestation` with the place
 */
export function orderIn(document: JsonObject): string | undefined {
  const found = several(document.attachment).find(isOrder)
  if (found === undefined) return undefined
  const text = isObject(found) && typeof found.content === 'string' ? textOf(found.content) : undefined
  if (text === undefined || !COMPACT.test(text)) throw new AttestaError('edc.attestation', { at: 'attachment.content' })
  return text
}

function textOf(content: string): string | undefined {
  try {
    return new TextDecoder().decode(decodeBase64(content))
  } catch {
    return undefined
  }
}

function isOrder(item: JsonValue): boolean {
  return isObject(item) && item.id === ORDER_ID
}
