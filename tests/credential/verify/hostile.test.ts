import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeBase45 } from '../../../credential/cose/base45.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { PNG_SIGNATURE, pngChunk } from '../../../credential/open-badge/picture/png-chunks.ts'
import { badge, record, school } from './badges-of-others.ts'

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

/** Whose form is that of a badge, signed by whoever liked to: they are stopped by what they would cost, or go to the end within it. */
const BADGES: readonly (readonly [string, string, () => Promise<Uint8Array>])[] = [
  ['a badge of five thousand alignments', 'format.too-many-parts', async () => json(await forged(5000))],
  ['a badge of as many as are gone through', 'proof.signature', async () => json(await forged(1185))],
  ['a badge of alignments that are all the same', 'proof.signature', async () => json(await forged(1185, () => 'https://a.example/c'))],
  ['a badge of eight proofs', 'proof.signature', async () => json(await provenOften(250, 8))],
  ['a record of sixty long badges', 'format.too-many-parts', async () => json(await forgedRecord(60, 700))],
  ['a genuine record whose badges are more than are gone through', 'format.too-many-parts', async () => json(await genuineRecord(20, 45))],
  ['a PDF of fourteen long badges', 'proof.signature', async () => paper(await copies(14, 1000))],
  [
    'a PDF of PDFs of five megabytes each',
    'format.too-many-parts',
    async () => paper(Array.from({ length: 7 }, () => paper([longJson()]))),
  ],
  ['a PDF of PDFs of many files each', 'pdf.too-many', async () => paper(Array.from({ length: 16 }, () => paper([longJson()])))],
]

/** A badge with the proof of another. */
async function forged(alignments: number, address = (index: number) => `https://a.example/c/${index}`): Promise<JsonObject> {
  const { proof = null } = await school.sign(badge(school))
  return { ...aligned(alignments, address), proof }
}

function aligned(alignments: number, address = (index: number) => `https://a.example/c/${index}`, more: JsonObject = {}): JsonObject {
  const alignment = Array.from({ length: alignments }, (_, index) => ({
    type: ['Alignment'],
    targetName: 'Voce',
    targetUrl: address(index),
  }))
  const { credentialSubject, ...document } = badge(school, more)
  const { achievement, ...subject } = credentialSubject as JsonObject
  return { ...document, credentialSubject: { ...subject, achievement: { ...(achievement as JsonObject), alignment } } }
}

/** Proofs that hold, and at the end one that does not. */
async function provenOften(alignments: number, proofs: number): Promise<JsonObject> {
  const { proof = null } = await school.sign(aligned(alignments))
  const { proof: wrong = null } = await school.sign(badge(school))
  return { ...aligned(alignments), proof: [...Array.from({ length: proofs - 1 }, () => proof), wrong] }
}

async function forgedRecord(badges: number, alignments: number): Promise<JsonObject> {
  const { proof = null } = await school.sign(record([]))
  return { ...record(Array.from({ length: badges }, () => ({ ...aligned(alignments), proof }))), proof }
}

async function genuineRecord(badges: number, alignments: number): Promise<JsonObject> {
  const signed: JsonObject[] = []
  for (let index = 0; index < badges; index++) {
    const id = `urn:uuid:00000000-0000-4000-8000-0000000001${10 + index}`
    signed.push(await school.sign(aligned(alignments + index, undefined, { id })))
  }
  return school.sign(record(signed))
}

async function copies(count: number, alignments: number): Promise<readonly Uint8Array[]> {
  const document = json(await forged(alignments))
  return Array.from({ length: count }, () => document)
}

function json(document: JsonObject): Uint8Array {
  return Buffer.from(JSON.stringify(document))
}

function longJson(): Uint8Array {
  return Buffer.from(`{"@context":[${'0,'.repeat(2.4 * MB)}0]}`)
}

function paper(files: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([latin('%PDF-1.7\n'), ...files.map((file) => embedded(deflateSync(file)))])
}

// By what the process used, not by the clock: a busy machine gives the same.
function judgeAlone(bytes: Uint8Array): { verdict: string; codes: readonly string[] } {
  const path = join(folder, 'hostile')
  writeFileSync(path, bytes)
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, path], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)

  const { cpuSeconds, megabytes, ...judged } = JSON.parse(stdout)
  expect(cpuSeconds).toBeLessThan(2)
  expect(megabytes).toBeLessThan(200)
  return judged
}

test.each(FILES)('%s is refused with a code, under two seconds and 200 MB', (_, make) => {
  const { verdict, codes } = judgeAlone(make())
  expect(verdict).toBe('invalid')
  expect(codes.length).toBeGreaterThan(0)
})

test.each(BADGES)('%s: %s, under two seconds and 200 MB', async (_, code, make) => {
  const { verdict, codes } = judgeAlone(await make())
  expect(verdict).not.toBe('valid')
  expect(codes).toContain(code)
})
