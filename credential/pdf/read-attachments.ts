import { AttestaError } from '../errors.ts'
import { readStream } from '../read-stream.ts'
import { embeddedPlaces, mentions } from './embedded-places.ts'

/** What is embedded in a foreign file, counted before and while it is unpacked. */
const MAX_FILES = 16
const MAX_BYTES = 5 * 1024 * 1024
/** Longest dictionary of an embedded file; ours have some two hundred characters. */
const MAX_DICTIONARY = 4096

/** What may still be unpacked: of a file and all that is embedded in what is embedded in it. */
export interface Room {
  files: number
  bytes: number
  /** Of objects that are packed together. */
  objects: number
}

export function freshRoom(): Room {
  return { files: MAX_FILES, bytes: MAX_BYTES, objects: MAX_BYTES }
}

interface Embedded {
  readonly bytes: Uint8Array
  readonly isPacked: boolean
}

/**
 * The files that a PDF carries. Nothing else of it is read: no page, no font, no script, no cross-reference. A stream is never inside another
 * (ISO 32000-1 §7.5.7), so each embedded file stands in the open with its dictionary before it, and is found however often the file was
 * saved anew. What they are worth is told by their own signatures.
 *
 * @throws AttestaError `pdf.encrypted`, `pdf.malformed`, `pdf.too-many`, `pdf.too-large`
 */
export async function readAttachments(bytes: Uint8Array, room = freshRoom()): Promise<readonly Uint8Array[]> {
  // One character a byte, so that places are the same in both.
  const text = new TextDecoder('latin1').decode(bytes)
  if (/\/Encrypt\s+\d+\s+\d+\s+R/.test(text)) throw new AttestaError('pdf.encrypted')
  const files: Uint8Array[] = []
  for (const at of embeddedPlaces(text, await objectStreams({ text, bytes, room }))) {
    if (room.files === 0) throw new AttestaError('pdf.too-many', { limit: MAX_FILES })
    const { bytes: packed, isPacked } = findStream({ text, bytes, at })
    const file = isPacked ? await unpack(packed, room.bytes) : packed
    room.files -= 1
    room.bytes -= file.length
    if (room.bytes < 0) throw tooLarge()
    files.push(file)
  }
  return files
}

/** Objects that a writer packed together (ISO 32000-1 §7.5.7): no stream is among them, but what points to one may be. */
async function objectStreams({ text, bytes, room }: { text: string; bytes: Uint8Array; room: Room }): Promise<readonly string[]> {
  const texts: string[] = []
  for (const at of mentions(text, '/ObjStm')) {
    const { bytes: packed, isPacked } = findStream({ text, bytes, at })
    const plain = isPacked ? await unpack(packed, room.objects) : packed
    room.objects -= plain.length
    if (room.objects < 0) throw tooLarge()
    texts.push(new TextDecoder('latin1').decode(plain))
  }
  return texts
}

function findStream({ text, bytes, at }: { text: string; bytes: Uint8Array; at: number }): Embedded {
  const before = text.slice(Math.max(0, at - MAX_DICTIONARY), at)
  const after = text.slice(at, at + MAX_DICTIONARY)
  const open = before.lastIndexOf('obj')
  const begin = after.search(/stream\r?\n/)
  const end = after.indexOf('endobj')
  if (open === -1 || begin === -1 || (end !== -1 && end < begin)) throw new AttestaError('pdf.malformed')
  const dictionary = before.slice(open) + after.slice(0, begin)
  const start = at + begin + (after.startsWith('stream\r\n', begin) ? 8 : 7)
  const length = lengthOf(dictionary, text)
  if (start + length > bytes.length || !/^\s*endstream/.test(text.slice(start + length, start + length + 16)))
    throw new AttestaError('pdf.malformed')
  return { bytes: bytes.subarray(start, start + length), isPacked: isPacked(dictionary) }
}

/** A number, or the place of one. */
function lengthOf(dictionary: string, text: string): number {
  const [, value = '', generation] = /\/Length\s+(\d{1,10})(?:\s+(\d{1,5})\s+R)?/.exec(dictionary) ?? []
  if (value === '') throw new AttestaError('pdf.malformed')
  if (generation === undefined) return Number(value)
  const place = text.indexOf(`\n${value} ${generation} obj`)
  const [, elsewhere] = place === -1 ? [] : (/obj\s+(\d{1,10})\s+endobj/.exec(text.slice(place, place + 100)) ?? [])
  if (elsewhere === undefined) throw new AttestaError('pdf.malformed')
  return Number(elsewhere)
}

function isPacked(dictionary: string): boolean {
  const [, filter] = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary) ?? []
  if (filter === undefined) return false
  if (!/^\[?\s*\/FlateDecode\s*\]?$/.test(filter) || /\/DecodeParms/.test(dictionary)) throw new AttestaError('pdf.malformed')
  return true
}

function unpack(packed: Uint8Array, limit: number): Promise<Uint8Array> {
  return readStream({
    stream: new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream('deflate')),
    maxBytes: limit,
    broken: (cause) => new AttestaError('pdf.malformed', {}, { cause }),
    tooLarge,
  })
}

function tooLarge(): AttestaError {
  return new AttestaError('pdf.too-large', { limit: MAX_BYTES / 1024 / 1024 })
}
