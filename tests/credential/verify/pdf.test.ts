import { deflateSync } from 'node:zlib'
import { PDFDocument } from '@cantoo/pdf-lib'
import { beforeAll, describe, expect, test } from 'vitest'
import { signDocument } from '../../../credential/data-integrity/index.ts'
import { composeEdc } from '../../../credential/edc/index.ts'
import { sealJades } from '../../../credential/jades/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { bake } from '../../../credential/open-badge/index.ts'
import { readAttachments } from '../../../credential/pdf/read-attachments.ts'
import { type VerificationResult, verifyDocument } from '../../../credential/verify/index.ts'
import { composePdf } from '../../../issuer/pdf/compose-pdf.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { sealOf, sealPki } from '../../fixtures/seal-authority.ts'
import { keyed, plainBadge } from '../data-integrity/badge.ts'
import { pictures } from '../edc/pictures.ts'
import { check, complaints } from './verdict.ts'

const PNG = new Uint8Array(Buffer.from(pictures[0]?.content ?? '', 'base64'))

let demo: DemoWorld
let sheet: Uint8Array
beforeAll(async () => {
  demo = await demoWorld()
  sheet = await paperWith(demo.openBadge)
})

const bytesOf = (document: object | Uint8Array) =>
  document instanceof Uint8Array ? document : new TextEncoder().encode(JSON.stringify(document))

async function paperWith(...inside: (object | Uint8Array)[]): Promise<Uint8Array> {
  return composePdf({
    attestation: await demo.compose(),
    statusPage: 'http://localhost:4000/a/x',
    verifierUrl: 'http://localhost:4001',
    attachments: inside.map((document, index) => ({
      name: `${index}.json`,
      mediaType: 'application/vc+ld+json',
      content: bytesOf(document),
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

  const forged = () => JSON.stringify({ ...demo.openBadge, name: 'Chirurgo' })
  const withObjects = (...objects: string[]) => Buffer.concat([sheet, Buffer.from(`\n${objects.join('\n')}\n`)])
  const streamOf = (dictionary: string, text: string) => `<<${dictionary} /Length ${Buffer.byteLength(text)}>>\nstream\n${text}\nendstream`

  test.each([
    ['does not say what it is', '', '/EF <</F 900 0 R>>', ''],
    ['says it in hexadecimal', '/Type /#45mbeddedFile', '/#45F<</UF 900 0 R>>', ''],
    ['is pointed to in two steps', '', '/EF 902 0 R', '902 0 obj\n<</F 900 0 R>>\nendobj'],
  ])('with a forged badge beside that %s is invalid', async (_, type, ef, more) => {
    const file = withObjects(
      `900 0 obj\n${streamOf(type, forged())}\nendobj`,
      `901 0 obj\n<</Type /Filespec /F (b.json) ${ef}>>\nendobj`,
      more,
    )
    expect((await judge(file)).verdict).toBe('invalid')
  })

  test('with a forged badge to which packed objects point is invalid, and with one that stands nowhere it is no file that we read', async () => {
    const pointing = (reference: string) => {
      const packed = deflateSync(`901 0 <</Type /Filespec /F (b.json) /EF <</F ${reference}>>>>`).toString('latin1')
      return Buffer.from(
        `\n903 0 obj\n<</Type /ObjStm /N 1 /First 6 /Filter /FlateDecode /Length ${packed.length}>>\nstream\n${packed}\nendstream\nendobj\n`,
        'latin1',
      )
    }
    const file = Buffer.concat([withObjects(`900 0 obj\n${streamOf('', forged())}\nendobj`), pointing('900 0 R')])
    expect((await judge(file)).verdict).toBe('invalid')
    const nowhere = await judge(Buffer.concat([sheet, pointing('990 0 R')]))
    expect([nowhere.verdict, check(nowhere, 'format')?.code]).toEqual(['invalid', 'pdf.malformed'])
  })

  test.each([
    ['in UTF-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['in a list', (text: string) => Buffer.from(`[${text}]`)],
    ['in a member of nothing', (text: string) => Buffer.from(`{"verifiableCredential":[${text}]}`)],
    ['behind a letter', (text: string) => Buffer.from(`x${text}`)],
  ])('with a forged badge beside %s is invalid', async (_, written) => {
    expect((await judge(await paperWith(demo.openBadge, new Uint8Array(written(forged()))))).verdict).toBe('invalid')
  })

  test('with notes of somebody beside stays what it is', async () => {
    const notes = ['Buongiorno, in allegato l’attestato.', 'https://esempio.example/', '[1,2]']
    expect((await judge(await paperWith(demo.openBadge, ...notes.map((note) => new TextEncoder().encode(note))))).verdict).toBe('valid')
  })

  test('that carries nothing proves nothing, however it looks', async () => {
    const result = await judge(await paperWith())
    expect([result.verdict, check(result, 'format')?.code]).toEqual(['invalid', 'format.pdf'])
  })
})

describe('a PDF with several documents is never better than the worst of them', () => {
  const surgeon = async (did: string) => {
    const key = keyed('ES256')
    const document = { ...plainBadge(did), name: 'Chirurgo' }
    return signDocument({
      document,
      suite: 'ecdsa-rdfc-2019',
      signer: key.signer,
      verificationMethod: `${did}#k`,
      created: '2026-05-13T09:05:00Z',
    })
  }
  const ends = (result: VerificationResult) => [result.verdict, check(result, 'same-act')?.outcome, check(result, 'same-act')?.code]

  test('two forms of one act are told to be one', async () => {
    const result = await judge(await paperWith(demo.openBadge, new TextEncoder().encode(demo.sdJwt)))
    expect([complaints(result), ...ends(result)]).toEqual([[], 'valid', 'passed', 'same-act.passed'])
  })

  test.each([
    ['behind', (other: object) => [demo.openBadge, other]],
    ['before', (other: object) => [other, demo.openBadge]],
  ])('one of an issuer that cannot be reached, %s a genuine one, leaves it in doubt, and it is said', async (_, order) => {
    const result = await judge(await paperWith(...order(await surgeon('did:web:unreachable.example'))))
    expect(ends(result)).toEqual(['unverifiable', 'not-checked', 'same-act.not-compared'])
    expect(result.renderingOf).toBeUndefined()
  })

  test('the same act once more under the body’s own seal takes nothing away, whoever vouches for the seal; alone it stays in doubt', async () => {
    const pki = await sealPki()
    const seal = await sealOf(pki, { organisation: demo.body.name, identifier: 'VATIT-00000000001' })
    demo.body.keys.push({ signer: seal.signer, life: { from: moments.keys } })
    const issuer = { id: demo.body.did, legalName: demo.body.name, eidasIdentifier: 'VATIT-00000000001', country: 'IT' } as const
    const document = composeEdc({ attestation: demo.attestation, digest: demo.digest, issuer, pictures })
    const sealed = await sealJades({ payload: JSON.stringify(document), ...seal, signedAt: moments.copied })
    const paper = await paperWith(demo.openBadge, new TextEncoder().encode(sealed))
    expect(ends(await judge(paper))).toEqual(['valid', 'passed', 'same-act.passed'])
    expect((await judge(await paperWith(new TextEncoder().encode(sealed)))).verdict).toBe('unverifiable')
    const foreign = await paperWith(await surgeon('did:web:unreachable.example'), new TextEncoder().encode(sealed))
    expect((await judge(foreign)).verdict).toBe('unverifiable')
    const vouched = await verifyDocument({ bytes: paper }, { ...demo.world, trust: { ...demo.trust, sealRoots: [pki.root.pem] } })
    expect([complaints(vouched), ...ends(vouched)]).toEqual([[], 'valid', 'passed', 'same-act.passed'])
  })

  test.each<[string, (forged: JsonObject) => Uint8Array | Promise<Uint8Array>]>([
    ['in a picture', (document) => bake({ picture: PNG, document })],
    ['in a PDF of its own', (document) => paperWith(document)],
    ['that is cut off', (document) => bytesOf(document).subarray(0, 900)],
  ])('a forged one beside it makes it invalid, also %s', async (_, hide) => {
    const forged = await hide({ ...demo.openBadge, name: 'Chirurgo' })
    expect((await judge(await paperWith(demo.openBadge, forged))).verdict).toBe('invalid')
  })

  test('a plain picture, a note and a paper without documents beside it change nothing', async () => {
    const result = await judge(await paperWith(demo.openBadge, PNG, new TextEncoder().encode('Allegato 1'), await paperWith()))
    expect([result.verdict, check(result, 'same-act')]).toEqual(['valid', undefined])
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
    ['names without end', endless, 'pdf.too-many'],
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
