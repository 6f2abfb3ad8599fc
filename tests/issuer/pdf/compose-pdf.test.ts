import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation, Competence, Outcome } from '../../../credential/attestation/attestation.ts'
import { digestOf } from '../../../credential/attestation/index.ts'
import { CODE_PREFIX, composeCode, MAX_CODE, MAX_LARGE_CODE, parseCode } from '../../../credential/cose/index.ts'
import { composePdf } from '../../../issuer/pdf/compose-pdf.ts'
import { BINDING, COURTESY } from '../../../issuer/pdf/mark-pages.ts'
import type { Paper } from '../../../issuer/pdf/paper.ts'
import { outcome, person } from '../../fixtures/demo-people.ts'
import { type DemoWorld, demoWorld } from '../../fixtures/demo-world.ts'
import { pdfToolsAreHere, run } from './pdf-tools.ts'
import { photograph } from './phone-picture.ts'
import { readCodes } from './read-codes.ts'

const folder = mkdtempSync(join(tmpdir(), 'attesta-pdf-'))
const STATUS_PAGE = 'http://localhost:4000/a/BG-2026-000042-R4nD0mS3cr3tR4nD0mS3cr'
/** As long as a second code may become. */
const OFFLINE_CODE = codeOf(MAX_CODE)

function codeOf(length: number): string {
  return `${CODE_PREFIX}${'6BF+70790T9WJWG.FKY*4GO0.O1CV2 ETN3'.repeat(140)}`.slice(0, length)
}

describe('an attestato on paper', () => {
  let demo: DemoWorld
  beforeAll(async () => {
    demo = await demoWorld()
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  async function paperOf(judged: Outcome = outcome, changes: Partial<Paper> = {}): Promise<Paper> {
    const attestation: Attestation = await demo.compose({ outcome: judged })
    return {
      attestation,
      statusPage: STATUS_PAGE,
      verifierUrl: 'http://localhost:4001',
      offlineCode: OFFLINE_CODE,
      attachments: [
        { name: 'badge.json', mediaType: 'application/vc+ld+json', content: Buffer.from('{"a":1}'), description: 'Open Badge' },
      ],
      at: new Date('2026-05-15T10:00:00Z'),
      ...changes,
    }
  }
  async function file(paper: Paper): Promise<string> {
    const path = join(folder, `${Math.random()}.pdf`)
    writeFileSync(path, await composePdf(paper))
    return path
  }

  test('is the same to the byte for the same paper, and another for another time', async () => {
    const paper = await paperOf()
    expect(Buffer.from(await composePdf(paper)).equals(await composePdf(paper))).toBe(true)
    const later = { ...paper, at: new Date('2026-05-15T10:00:01Z') }
    expect(Buffer.from(await composePdf(paper)).equals(await composePdf(later))).toBe(false)
  })

  test('refuses a name that no font of ours can write, rather than print an empty box', async () => {
    const paper = await paperOf({ ...outcome, person: { ...person, familyName: 'አበበ' } })
    await expect(composePdf(paper)).rejects.toMatchObject({ code: 'pdf.cannot-write', facts: { character: 'U+12A0' } })
  })

  describe.skipIf(!pdfToolsAreHere())('as the tools of others read it', () => {
    test('is PDF/A-3a by its own word, tagged, in Italian, with a title, and whole', async () => {
      const path = await file(await paperOf())
      expect(run('qpdf', ['--check', path])).toContain('No syntax or stream encoding errors found')
      const info = run('pdfinfo', [path])
      expect(info).toMatch(/^Title: +Attestato di competenza BG-2026-000042$/m)
      expect(info).toMatch(/^Tagged: +yes$/m)
      expect(info).toMatch(/^Page size: .*A4/m)
      expect(run('pdfinfo', ['-meta', path])).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>A</)
      const fonts = run('pdffonts', [path]).trim().split('\n').slice(2)
      expect(fonts.length).toBeGreaterThan(2)
      for (const font of fonts) expect(font).toMatch(/TitilliumWeb-.* yes yes yes /)
    })

    test('is read aloud from the Region to the address of verification, and tells what its codes are', async () => {
      const tree = run('pdfinfo', ['-struct-text', await file(await paperOf())])
      const places = [
        'Regione Lombardia',
        'Attestato di competenza',
        "Niccolò D'Agostò",
        'Competenze certificate',
        'DM-1',
        'DM-2',
        'Come è stato valutato',
        'V-2026-7',
        STATUS_PAGE.slice(0, 30),
      ]
      const found = places.map((text) => tree.indexOf(text))
      expect(found).toEqual([...found].sort((a, b) => a - b))
      expect(found[0]).toBeGreaterThan(0)
      expect(tree).toMatch(/^Document/m)
      for (const element of ['H1', 'H2', 'L', 'LI', 'Figure', 'Link', 'Caption']) expect(tree).toMatch(new RegExp(`^ *${element}\\b`, 'm'))
    })

    test('says everything that the law asks for (D.Lgs. 13/2013 art. 6)', async () => {
      const paper = await paperOf()
      const text = run('pdftotext', ['-raw', await file(paper), '-']).replace(/\s+/g, ' ')
      const { titular, body, number } = paper.attestation
      for (const said of [
        titular.legalName,
        titular.legalBasis,
        body.legalName,
        body.legalBasis,
        number,
        "Niccolò D'Agostò",
        '9 marzo 1991',
        person.taxCode,
        'livello EQF 6 · QNQ 6: gestisce attività complesse e decide in situazioni imprevedibili',
        'QRSP Regione Lombardia, edizione 2019',
        'Scrivere annunci senza pregiudizi',
        'Norme contro le discriminazioni',
        'colloquio, in presenza',
        'Camera di commercio di Bergamo (dimostrativa) Ha nominato la commissione d’esame: atto n. 12/2026',
        'commissione d’esame per la provincia di Bergamo, nominata dalla Camera di commercio di Bergamo',
        'verbale n. V-2026-7',
        'apprendimento non formale',
        'ATECO 70.22.09',
        'Filatoio Orobico',
        'DATO DIMOSTRATIVO',
        'Sigillato elettronicamente da',
      ])
        expect(text).toContain(said)
      expect(text).not.toContain('DUPLICATO')
    })

    test('names neither Chamber nor commission where none decided', async () => {
      const { decision: _, ...attestation } = await demo.compose()
      const { commission: __, chamber: ___, decision: ____, ...authority } = attestation.authority
      const path = await file({ ...(await paperOf()), attestation: { ...attestation, kind: 'microcredenziale', authority } })
      expect(run('pdftotext', ['-raw', path, '-'])).not.toMatch(/commissione|Camera|provincia/)
    })

    test('carries its other renderings, with type, relationship and date', async () => {
      const path = await file(await paperOf())
      expect(run('pdfdetach', ['-list', path])).toMatch(/1 embedded files\s+1: badge\.json/)
      const out = join(folder, 'badge.json')
      run('pdfdetach', ['-save', '1', '-o', out, path])
      const objects = run('qpdf', ['--qdf', '--object-streams=disable', path, '-'])
      for (const entry of ['/AFRelationship /Alternative', '/Subtype /application#2fvc+ld+json', '/ModDate', '/AF ['])
        expect(objects).toContain(entry)
    })

    test('is marked when it is a duplicate', async () => {
      const path = await file(await paperOf(outcome, { duplicate: { number: 2, at: new Date('2026-11-28T09:00:00Z') } }))
      expect(run('pdftotext', [path, '-'])).toContain('DUPLICATO n. 2 del 28 novembre 2026')
    })

    test('is one page where all has room, experiences too, and one of courtesy in English that says so', async () => {
      const path = await file(await paperOf())
      expect(run('pdfinfo', [path])).toMatch(/^Pages: +2$/m)
      const [act = '', translation = ''] = run('pdftotext', ['-raw', path, '-'])
        .split('\f')
        .map((page) => page.replace(/\s+/g, ' '))
      expect(act).toContain('Esperienze')
      expect(act).toContain(BINDING)
      expect(translation).toContain(COURTESY)
      for (const said of [
        'Certificate of competence BG-2026-000042',
        'Third-party statement',
        "Niccolò D'Agostò",
        'minutes no. V-2026-7',
        'EQF level 6',
      ])
        expect(translation).toContain(said)
    })

    test.each([
      ['trasparenza', 'Attestazione di parte prima', 'First-party statement'],
      ['validazione', 'Attestazione di parte seconda', 'Second-party statement'],
    ] as const)('of a %s says of which party it is, in both languages', async (kind, it, en) => {
      const { decision: _, ...attestation } = await demo.compose()
      const { commission: __, chamber: ___, decision: ____, ...authority } = attestation.authority
      const text = run('pdftotext', ['-raw', await file({ ...(await paperOf()), attestation: { ...attestation, kind, authority } }), '-'])
      expect(text).toContain(it)
      expect(text).toContain(en)
      expect(text).not.toMatch(/parte terza|Third-party|certificate/i)
    })

    test('goes on overleaf when there is much to say, and numbers its pages', async () => {
      const [competence] = outcome.competences
      const many = Array.from({ length: 24 }, (_, index) => ({
        ...(competence as never as (typeof outcome.competences)[number]),
        code: `DM-${index + 1}`,
      }))
      const path = await file(await paperOf({ ...outcome, competences: many }))
      const text = run('pdftotext', ['-raw', path, '-'])
      expect(text).toMatch(/pagina 1 di \d/)
      for (const { code } of many) expect(text).toContain(`${code} · `)
    })

    test.each([
      ['held near', { dotsPerInch: 200 }],
      ['held askew', { dotsPerInch: 200, askew: 7, blur: 0.8, noise: 8 }],
      ['upside down and out of focus', { dotsPerInch: 220, askew: 178, blur: 1.2, noise: 12 }],
    ])('a phone reads both codes: %s', async (_, camera) => {
      const codes = await readCodes(photograph(await file(await paperOf()), camera))
      expect(codes.sort()).toEqual([OFFLINE_CODE, STATUS_PAGE].sort())
    })

    test.each([
      ['held near', { dotsPerInch: 200 }],
      ['held askew', { dotsPerInch: 200, askew: 7, blur: 0.8, noise: 8 }],
      ['upside down and out of focus', { dotsPerInch: 220, askew: 178, blur: 1.2, noise: 12 }],
    ])('a phone reads both codes of a page with forty competences: %s', async (_, camera) => {
      const [competence] = outcome.competences
      const paper = await paperOf({
        ...outcome,
        competences: Array.from({ length: 40 }, (_, index) => ({ ...(competence as Competence), code: `DM-${index + 1}` })),
      })
      const { attestation } = paper
      const code = await composeCode({ attestation, digest: digestOf(attestation), signer: demo.body.signer, at: paper.at })
      const offlineCode = code?.text ?? ''
      expect(offlineCode.length).toBeGreaterThan(MAX_CODE)
      expect((await parseCode(offlineCode)).content.disclosures).toHaveLength(3 + 40)
      const path = await file({ ...paper, offlineCode })
      const codes = await readCodes(photograph(path, camera))
      expect(codes.sort()).toEqual([offlineCode, STATUS_PAGE].sort())
    })

    test.each([
      ['held near', { dotsPerInch: 200 }],
      ['held askew', { dotsPerInch: 200, askew: 7, blur: 0.8, noise: 8 }],
      ['upside down and out of focus', { dotsPerInch: 220, askew: 178, blur: 1.2, noise: 12 }],
    ])('a phone reads the largest code that there is: %s', async (_, camera) => {
      const offlineCode = codeOf(MAX_LARGE_CODE)
      const codes = await readCodes(photograph(await file(await paperOf(outcome, { offlineCode })), camera))
      expect(codes.sort()).toEqual([offlineCode, STATUS_PAGE].sort())
    })
  })
})
