import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeBase45 } from '../../../credential/cose/base45.ts'
import { PNG_SIGNATURE, pngChunk } from '../../../credential/open-badge/picture/png-chunks.ts'

const MB = 1024 * 1024
const folder = mkdtempSync(join(tmpdir(), 'attesta-hostile-'))
const program = join(folder, 'judge.mjs')

beforeAll(async () => {
  await build({
    entryPoints: ['tests/credential/verify/judge-alone.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'error',
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" },
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

const latin = (text: string) => Buffer.from(text, 'latin1')
const embedded = (content: Uint8Array) =>
  Buffer.concat([
    latin(`1 0 obj\n<< /Type /EmbeddedFile /Filter /FlateDecode /Length ${content.length} >>\nstream\n`),
    content,
    latin('\nendstream\nendobj\n'),
  ])
const ihdr = pngChunk('IHDR', Uint8Array.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
const packed = (size: number) => deflateSync(Buffer.alloc(size, 'a'))

const FILES: readonly (readonly [string, () => Uint8Array])[] = [
  ['a PDF whose file unpacks to 300 MB', () => Buffer.concat([latin('%PDF-1.7\n'), embedded(packed(300 * MB))])],
  ['a PDF of embedded files without end', () => latin(`%PDF-1.7\n${'/EmbeddedFile '.repeat(350_000)}`)],
  [
    'a PDF whose files have lengths that stand nowhere',
    () => latin(`%PDF-1.7\n${'1 0 obj << /EmbeddedFile /Length 9 0 R >>\nstream\n\nendstream\n'.repeat(80_000)}`),
  ],
  ['a PNG whose text unpacks to 300 MB', () => Buffer.concat([PNG_SIGNATURE, ihdr, pngChunk('iTXt', packedText())])],
  [
    'a PNG of empty chunks',
    () => Buffer.concat([PNG_SIGNATURE, ihdr, ...Array.from({ length: 400_000 }, () => pngChunk('tEXt', new Uint8Array()))]),
  ],
  ['an SVG of open elements', () => latin(`<svg xmlns="http://www.w3.org/2000/svg">${'<g>'.repeat(1_700_000)}`)],
  ['an SVG of entities that hold each other', () => latin(entities())],
  ['an SVG of one long attribute', () => latin(`<svg xmlns="http://www.w3.org/2000/svg" a="${'&amp;'.repeat(1_000_000)}"/>`)],
  ['a code of five megabytes', () => latin(`ATTESTA1:${'0'.repeat(5 * MB - 20)}`)],
  ['a code nested without end', () => latin(`ATTESTA1:${encodeBase45(Uint8Array.from([0xd2, ...new Array(2500).fill(0x81)]))}`)],
  [
    'a code of an array of four thousand million',
    () => latin(`ATTESTA1:${encodeBase45(Uint8Array.from([0xd2, 0x9a, 255, 255, 255, 255]))}`),
  ],
  ['JSON nested without end', () => latin('['.repeat(5 * MB - 20))],
  ['JSON of members without end', () => latin(`{${Array.from({ length: 350_000 }, (_, index) => `"${index}":{}`).join(',')}}`)],
]

function packedText(): Uint8Array {
  return Buffer.concat([latin('openbadgecredential\0\x01\0\0\0'), packed(300 * MB)])
}

function entities(): string {
  const rows = Array.from({ length: 30 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(20)}">`)
  return `<!DOCTYPE svg [<!ENTITY e0 "ha">${rows.join('')}]><svg xmlns="http://www.w3.org/2000/svg">&e30;</svg>`
}

// By what the process used, not by the clock: a busy machine gives the same.
test.each(FILES)('%s is refused with a code, under two seconds and 200 MB', (_, make) => {
  const path = join(folder, 'hostile')
  writeFileSync(path, make())
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, path], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  const { verdict, codes, cpuSeconds, megabytes } = JSON.parse(stdout)
  expect(verdict).toBe('invalid')
  expect(codes.length).toBeGreaterThan(0)
  expect(cpuSeconds).toBeLessThan(2)
  expect(megabytes).toBeLessThan(200)
})
