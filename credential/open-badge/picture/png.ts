import { AttestaError } from '../../errors.ts'
import { crc32 } from './crc32.ts'
import { type PngChunk, readPngChunks } from './png-chunks.ts'

/** Open Badges 3.0 §5.3.1: one iTXt chunk of this keyword, not compressed. */
const KEYWORD = 'openbadgecredential'
/** Open Badges 2.0 §Baking; before it the address stood in a tEXt chunk. */
const FORMER = 'openbadges'
const TEXT_CHUNKS = ['iTXt', 'tEXt', 'zTXt']

/**
 * The text of the badge in a PNG.
 *
 * @throws AttestaError `badge.none`, `badge.repeated`, `badge.compressed`, `badge.malformed`, `badge.checksum`
 */
export function readFromPng(bytes: Uint8Array): Uint8Array {
  const [chunk, ...more] = badgeChunks(readPngChunks(bytes))
  if (chunk === undefined) throw new AttestaError('badge.none')
  if (more.length > 0) throw new AttestaError('badge.repeated')
  const isFormer = hasKeyword(chunk.data, FORMER)
  if (chunk.type === 'tEXt' && isFormer) return chunk.data.slice(FORMER.length + 1)
  if (chunk.type !== 'iTXt') throw new AttestaError('badge.malformed')
  return textOf(chunk, isFormer ? FORMER : KEYWORD)
}

/** keyword NUL, compression flag, compression method, language NUL, translated keyword NUL, text (PNG §11.3.3.4). */
function textOf({ data }: PngChunk, keyword: string): Uint8Array {
  const flag = data[keyword.length + 1]
  const method = data[keyword.length + 2]
  if (flag === 1) throw new AttestaError('badge.compressed')
  if (flag !== 0 || method !== 0) throw new AttestaError('badge.malformed')
  const language = data.indexOf(0, keyword.length + 3)
  const translated = language === -1 ? -1 : data.indexOf(0, language + 1)
  if (translated === -1) throw new AttestaError('badge.malformed')
  return data.slice(translated + 1)
}

interface Prepared {
  /** Signature and header, behind which the badge stands. */
  readonly head: Uint8Array
  readonly tail: Uint8Array
}

/** Pictures that were looked at: a body has one and bakes thousands of badges into it. */
const prepared = new WeakMap<Uint8Array, Prepared>()

/** The same picture with this badge in it, in place of one that it had. */
export function writeToPng({ picture, text }: { picture: Uint8Array; text: string }): Uint8Array {
  const { head, tail } = prepared.get(picture) ?? prepare(picture)
  return withBadge({ head, text, tail })
}

function prepare(picture: Uint8Array): Prepared {
  const chunks = readPngChunks(picture)
  const earlier = new Set(badgeChunks(chunks))
  const [header, ...others] = chunks.filter((chunk) => !earlier.has(chunk))
  if (header === undefined) throw new AttestaError('badge.malformed')
  const parts = { head: picture.slice(0, header.end), tail: joined(others.map(({ start, end }) => picture.subarray(start, end))) }
  prepared.set(picture, parts)
  return parts
}

function badgeChunks(chunks: readonly PngChunk[]): PngChunk[] {
  return chunks.filter(({ type, data }) => TEXT_CHUNKS.includes(type) && (hasKeyword(data, KEYWORD) || hasKeyword(data, FORMER)))
}

function hasKeyword(data: Uint8Array, keyword: string): boolean {
  return data[keyword.length] === 0 && String.fromCharCode(...data.subarray(0, keyword.length)) === keyword
}

const utf8 = new TextEncoder()
const LABEL = utf8.encode(`iTXt${KEYWORD}\0\0\0\0\0`)

/** Written in one piece: baking is copying, and each byte is copied once. A badge is nearly all ASCII, so its length is guessed as that. */
function withBadge({ head, text, tail }: Prepared & { readonly text: string }): Uint8Array {
  const start = head.length
  const from = start + 4 + LABEL.length
  const whole = new Uint8Array(from + text.length + 4 + tail.length)
  const { read } = utf8.encodeInto(text, whole.subarray(from, from + text.length))
  if (read === text.length) return framed({ whole, head, tail, end: from + text.length })
  const data = utf8.encode(text)
  const wider = new Uint8Array(from + data.length + 4 + tail.length)
  wider.set(data, from)
  return framed({ whole: wider, head, tail, end: from + data.length })
}

/** What stands around the text: the picture, and length, label and checksum of the chunk. */
function framed({ whole, head, tail, end }: Prepared & { readonly whole: Uint8Array; readonly end: number }): Uint8Array {
  const start = head.length
  const view = new DataView(whole.buffer)
  whole.set(head, 0)
  view.setUint32(start, end - start - 8)
  whole.set(LABEL, start + 4)
  view.setUint32(end, crc32(whole.subarray(start + 4, end)))
  whole.set(tail, end + 4)
  return whole
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
