import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packFile } from '../../../issuer/pdf/pack-file.ts'

const picture = (length: number) => Buffer.from(Array.from({ length }, (_, index) => (index * 2654435761) >>> 24)).toString('base64')
const text = '{\\"type\\":\\"Concept\\",\\"prefLabel\\":{\\"it\\":\\"Livello 6\\"}},'

test('a packed file is read back byte for byte by zlib, wherever its pictures begin and end', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom('"', '""', text, text.repeat(200)),
    fc.integer({ min: 5_000, max: 60_000 }).map(picture),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const content = Buffer.from(pieces.join(''))
      expect(inflateSync(packFile(content)).equals(content)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

test('its text is packed, its pictures stand as they are', () => {
  const long = picture(60_000)
  const content = Buffer.from(`"${text.repeat(500)}${long}"${text.repeat(500)}"`)
  const packed = packFile(content)
  expect(packed.length).toBeLessThan(long.length + 4_000)
  expect(Buffer.from(packed).includes(long.slice(20_000, 30_000))).toBe(true)
})
