import { expect, test } from 'vitest'
import { pngChunk, readPngChunks } from '../../../credential/open-badge/picture/png-chunks.ts'
import { acceptPicture } from '../../../issuer/badges/accept-picture.ts'
import { codeOf } from '../../credential/refused.ts'
import { pngOf } from './png-of.ts'

const svg = (content: string, root = 'viewBox="0 0 8 8"') =>
  new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" ${root}>${content}</svg>`)
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const path = '<path d="M0 0h8v8z"/>'

test('of a PNG the pixels stay, and nothing that was written beside them', () => {
  const more = ['tEXt', 'eXIf', 'iCCP', 'acTL'].map((type) => pngChunk(type, new TextEncoder().encode('x')))
  const { form, content } = acceptPicture(pngOf({ side: 100, more: [pngChunk('gAMA', new Uint8Array(4)), ...more] }))
  expect([form, readPngChunks(content).map(({ type }) => type)]).toEqual(['png', ['IHDR', 'gAMA', 'IDAT', 'IEND']])
})

test('an interlaced one too: by the rows of its seven passes', () => {
  const rows = [
    [12, 12],
    [11, 12],
    [23, 11],
    [22, 23],
    [45, 22],
    [45, 45],
    [90, 45],
  ].reduce((sum, [width = 0, height = 0]) => sum + height * (1 + width), 0)
  expect(acceptPicture(pngOf({ side: 90, interlace: 1, raw: rows })).form).toBe('png')
})

test('of an SVG what draws stays, and its own size', () => {
  const { form, content, digest } = acceptPicture(svg(`<script>1</script>${path}`, 'width="200px" height="200px" onload="x()"'))
  expect([form, text(content)]).toEqual(['svg', `<svg xmlns="http://www.w3.org/2000/svg" width="200px" height="200px">${path}</svg>`])
  expect(digest).toMatch(/^[0-9a-f]{32}$/)
  expect(text(acceptPicture(content).content)).toBe(text(content))
})

test.each<[string, string, Uint8Array]>([
  ['text', 'picture.form', new TextEncoder().encode('un disegno')],
  ['a photograph in another form', 'picture.form', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)],
  ['a page', 'picture.form', new TextEncoder().encode(`<html><svg xmlns="http://www.w3.org/2000/svg">${path}</svg></html>`)],
  ['an SVG of scripts only', 'picture.empty', svg('<script>1</script><image href="x.png"/>')],
  ['an SVG that is not square', 'picture.size', svg(path, 'viewBox="0 0 8 4"')],
  ['an SVG without a size', 'picture.size', svg(path, '')],
  ['an SVG that declares entities', 'picture.active', new TextEncoder().encode(`<!DOCTYPE svg [<!ENTITY a "b">]>${text(svg(path))}`)],
  ['an SVG that does not end', 'picture.damaged', svg('<g>')],
  ['more than 256 kB', 'picture.too-large', new Uint8Array(256 * 1024 + 1)],
  ['what grows beyond it', 'picture.too-large', svg(`${path}<text>${'"'.repeat(60_000)}</text>`)],
  ['a small PNG', 'picture.size', pngOf({ side: 89 })],
  ['a large PNG', 'picture.size', pngOf({ side: 1601 })],
  ['an oblong PNG', 'picture.size', pngOf({ side: 100, height: 200 })],
  ['a PNG of a depth that there is not', 'picture.damaged', pngOf({ side: 100, depth: 3 })],
  ['a PNG of a palette that it has not', 'picture.damaged', pngOf({ side: 100, type: 3 })],
  ['a PNG with fewer pixels than it says', 'picture.damaged', pngOf({ side: 100, raw: 50 })],
  ['a PNG with more', 'picture.damaged', pngOf({ side: 100, raw: 100 * 1024 * 1024 })],
  ['a PNG that is interlaced in an unknown way', 'picture.damaged', pngOf({ side: 100, interlace: 2 })],
])('%s is refused', async (_, code, bytes) => {
  const before = process.memoryUsage().rss
  expect(await codeOf(() => acceptPicture(bytes))).toBe(code)
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
})
