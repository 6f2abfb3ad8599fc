import { inflateSync } from 'node:zlib'

interface Table {
  readonly tag: string
  readonly checksum: number
  readonly bytes: Uint8Array
}

/**
 * The font inside a WOFF file (WOFF 1.0 §4, §5: each table compressed by itself) as the plain file that it was. fontkit unpacks a table
 * each time that it looks at it, which takes ten times as long as the rest of a page.
 */
export function unwrapWoff(woff: Uint8Array): Uint8Array {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength)
  const count = view.getUint16(12)
  const tables = Array.from({ length: count }, (_, index) => readTable(woff, 44 + index * 20))
  return writeFont({ flavor: view.getUint32(4), tables })
}

function readTable(woff: Uint8Array, at: number): Table {
  const view = new DataView(woff.buffer, woff.byteOffset + at, 20)
  const [offset, packed, length] = [view.getUint32(4), view.getUint32(8), view.getUint32(12)]
  const bytes = woff.subarray(offset, offset + packed)
  return {
    tag: Buffer.from(woff.subarray(at, at + 4)).toString('latin1'),
    checksum: view.getUint32(16),
    bytes: packed < length ? inflateSync(bytes) : bytes,
  }
}

/** OpenType 1.9 "Organization of an OpenType font": the directory, then the tables, each at a multiple of four. */
function writeFont({ flavor, tables }: { flavor: number; tables: readonly Table[] }): Uint8Array {
  const start = 12 + tables.length * 16
  const font = Buffer.alloc(start + tables.reduce((sum, { bytes }) => sum + padded(bytes.length), 0))
  const power = Math.floor(Math.log2(tables.length))
  font.writeUInt32BE(flavor, 0)
  for (const [index, value] of [tables.length, 16 << power, power, tables.length * 16 - (16 << power)].entries())
    font.writeUInt16BE(value, 4 + index * 2)
  let at = start
  for (const [index, { tag, checksum, bytes }] of tables.entries()) {
    const entry = 12 + index * 16
    font.write(tag, entry, 'latin1')
    font.writeUInt32BE(checksum, entry + 4)
    font.writeUInt32BE(at, entry + 8)
    font.writeUInt32BE(bytes.length, entry + 12)
    font.set(bytes, at)
    at += padded(bytes.length)
  }
  return font
}

function padded(length: number): number {
  return (length + 3) & ~3
}
