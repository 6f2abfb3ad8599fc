import { deflateSync } from 'node:zlib'
import { PDFDocument } from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, test } from 'vitest'
import { readAttachments } from '../../../credential/pdf/read-attachments.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { composePdf } from '../../../issuer/pdf/compose-pdf.ts'
import { type DemoWorld, demoWorld } from '../../fixtures/demo-world.ts'
import { check, complaints } from './verdict.ts'

let demo: DemoWorld
let sheet: Uint8Array
beforeAll(async () => {
  demo = await demoWorld()
  sheet = await paperWith(demo.openBadge)
})

async function paperWith(...badges: object[]): Promise<Uint8Array> {
  return composePdf({
    attestation: await demo.compose(),
    statusPage: 'http://localhost:4000/a/x',
    verifierUrl: 'http://localhost:4001',
    attachments: badges.map((badge, index) => ({
      name: `${index}.json`,
      mediaType: 'application/vc+ld+json',
      content: new TextEncoder().encode(JSON.stringify(badge)),
      description: 'badge',
    })),
    at: new Date('2026-05-15T10:00:00Z'),
  })
}
const judge = (bytes: Uint8Array) => verifyDocument({ bytes }, demo.world)

describe('a PDF', () => {
  test('of ours is judged by the badge that it carries', async () => {
    const result = await judge(sheet)
    expect(complaints(result)).toEqual([])
    expect(result).toMatchObject({ verdict: 'valid', renderingOf: demo.digest, credential: { form: 'open-badge' } })
  })

  test.each([
    ['saved anew by another program', false],
    ['saved anew with its objects packed', true],
  ])('%s still is', async (_, useObjectStreams) => {
    const other = await PDFDocument.load(sheet)
    expect((await judge(await other.save({ useObjectStreams }))).verdict).toBe('valid')
  })

  test('with a badge that was changed is invalid', async () => {
    const forged = await paperWith({ ...demo.openBadge, name: 'Chirurgo' })
    expect((await judge(forged)).verdict).toBe('invalid')
  })

  test('with the genuine badges of two acts is invalid: neither is the one of the sheet', async () => {
    const other = await demo.issueBadge({ attestation: { number: 'BG-2026-000043' } })
    const result = await judge(await paperWith(demo.openBadge, other))
    expect([result.verdict, check(result, 'format')?.code]).toEqual(['invalid', 'pdf.several-acts'])
  })

  test('that carries nothing proves nothing, however it looks', async () => {
    const result = await judge(await paperWith())
    expect([result.verdict, check(result, 'format')?.code]).toEqual(['invalid', 'format.pdf'])
  })
})

describe('a hostile PDF is refused with its own code, in little time', () => {
  const file = (dictionary: string, content: Uint8Array | string, after = '\nendstream\nendobj\n') =>
    Buffer.concat([Buffer.from(`%PDF-1.7\n1 0 obj\n<<${dictionary}>>\nstream\n`), Buffer.from(content), Buffer.from(after)])
  const bomb = deflateSync(Buffer.alloc(256 * 1024 * 1024))
  const many = Buffer.concat(Array.from({ length: 40 }, () => file('/Type /EmbeddedFile /Length 1', 'x')))
  const endless = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from('/EmbeddedFile '.repeat(300_000))])

  test.each<[string, Uint8Array, string]>([
    ['encrypted', Buffer.concat([sheetOf('/Encrypt 9 0 R'), Buffer.from('')]), 'pdf.encrypted'],
    ['a bomb', file(`/Type /EmbeddedFile /Filter /FlateDecode /Length ${bomb.length}`, bomb), 'pdf.too-large'],
    ['too many files', many, 'pdf.too-many'],
    ['names without end', endless, 'pdf.malformed'],
    ['a length beyond the file', file('/Type /EmbeddedFile /Length 9999999999', 'x'), 'pdf.malformed'],
    ['a length that is itself', file('/Type /EmbeddedFile /Length 1 0 R', 'x'), 'pdf.malformed'],
    ['an unknown filter', file('/Type /EmbeddedFile /Filter /LZWDecode /Length 1', 'x'), 'pdf.malformed'],
    ['what does not unpack', file('/Type /EmbeddedFile /Filter /FlateDecode /Length 4', 'nope'), 'pdf.malformed'],
    ['no end of its stream', file('/Type /EmbeddedFile /Length 1', 'x', ''), 'pdf.malformed'],
  ])('%s', async (_, bytes, code) => {
    const [time, memory] = [performance.now(), process.memoryUsage().rss]
    await expect(readAttachments(bytes)).rejects.toMatchObject({ code })
    expect(performance.now() - time).toBeLessThan(2000)
    expect(process.memoryUsage().rss - memory).toBeLessThan(200 * 1024 * 1024)
    if (bytes.length < 5 * 1024 * 1024) expect((await judge(bytes)).verdict).toBe('invalid')
  })

  function sheetOf(trailer: string): Buffer {
    return Buffer.from(`%PDF-1.7\ntrailer\n<<${trailer}>>\n%%EOF`)
  }
})
