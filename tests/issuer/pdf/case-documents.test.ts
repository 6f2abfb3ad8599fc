import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCharacter } from '../../../credential/tax-code.ts'
import { openPrisma, type Prisma } from '../../../issuer/db/prisma.ts'
import { BINDING, COURTESY } from '../../../issuer/pdf/mark-pages.ts'
import { readDocumentFile } from '../../../issuer/reads/case-document.ts'
import { changeTaxCode } from '../../../issuer/steps/change-tax-code.ts'
import { revokeAppointment } from '../../../issuer/steps/revoke-appointment.ts'
import { key, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, type Walk, walkTo, welcome } from '../walk.ts'
import { pdfToolsAreHere, run } from './pdf-tools.ts'

const solid = (text: string) => text.replace(/\s+/g, '')
const folder = mkdtempSync(join(tmpdir(), 'attesta-case-pdf-'))
/** Names as people have them: with accents, longer than a line, of another script. */
const NAMES = {
  accented: { givenName: 'Ìsora', familyName: 'Bragadìn' },
  long: {
    givenName: 'Maria Ludovica Ginevra Annunziata',
    familyName: 'Quattrofontane-Serralunga dei Conti di Vallombrosa e Castelrotondo',
  },
  georgian: { givenName: 'ნინო', familyName: 'ჯავახიშვილი' },
} as const

describe('the documents of a case on paper', () => {
  let house: House
  let people: People
  let prisma: Prisma
  /** Each class of document, by the case in which it was made. */
  const cases: Record<string, string> = {}
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    prisma = openPrisma({ pool: house.database.pool })
    const welcomed = (name: keyof typeof NAMES) =>
      welcome(house, people, { person: { ...NAMES[name], birthDate: '1987-02-03', taxCode: nextTaxCode() } })
    for (const name of ['accented', 'long', 'georgian'] as const) {
      const examined = await welcomed(name)
      await walkTo('sign-minutes', examined)
      cases[name] = examined.caseId
    }
    const rejected = await welcomed('long')
    await walkTo('file-application', rejected)
    await doAct('reject', rejected)
    const revoked = await welcomed('georgian')
    await walkTo('appoint', revoked)
    await revoke(revoked)
    const refused = await welcomed('long')
    await walkTo('open-sitting', refused)
    await doAct('refuse-certificate', refused)
    Object.assign(cases, { rejected: rejected.caseId, revoked: revoked.caseId, refused: refused.caseId })
  }, 120_000)
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await prisma.$disconnect()
    await house.close()
  })

  async function revoke({ caseId }: Walk) {
    const [row] = await house.world.db.rows<{ id: string }>('SELECT commission_id AS id FROM commission_candidate WHERE case_id = $1', [
      caseId,
    ])
    const act = { actNumber: 'REV/7', reason: 'Un membro non può più partecipare.' }
    await revokeAppointment({ actor: people.chamber, idempotencyKey: key(), commissionId: row?.id ?? '', ...act }, house.world)
  }

  async function printed(caseId: string, documentClass: string): Promise<Uint8Array> {
    const [row] = await house.world.db.rows<{ id: string }>('SELECT id FROM case_document WHERE case_id = $1 AND class = $2', [
      caseId,
      documentClass,
    ])
    const { content, mediaType } = await readDocumentFile({
      caseId,
      documentId: row?.id ?? '',
      form: 'pdf',
      actor: people.officer,
      prisma,
      db: house.world.db,
    })
    expect(mediaType).toBe('application/pdf')
    if (typeof content === 'string') throw new Error('a PDF is bytes')
    return content
  }

  const SAYS = {
    'scheda-accoglienza': /Scheda di accoglienza[\s\S]*Vorrei che quello che so fare[\s\S]*Reception form/,
    'allegato-trasparenza':
      /Attività e competenze \(allegato[\s\S]*Leggere i curriculum[\s\S]*Competenza: Presidiare[\s\S]*Selezione del personale, la mostra in pieno[\s\S]*Activities and/,
    'cv-europass': /CV in formato Europass[\s\S]*Esperienza lavorativa[\s\S]*– Leggere i curriculum[\s\S]*Europass CV/,
    dossier:
      /Attività svolte: Selezione[\s\S]*Competenza:[\s\S]*CV \(CV in formato Europass\)[\s\S]*byte, si conserva almeno fino al[\s\S]*Impronta SHA-256: [0-9a-f]{64}[\s\S]*Evidence dossier/,
    domanda:
      /Domanda di certificazione[\s\S]*Attività svolte[\s\S]*Selezione del personale, la mostra in pieno[\s\S]*Application for certification/,
    'esito-domanda': /La domanda è ammessa[\s\S]*The application is admitted/,
    'piano-accertamento': /Come: colloquio[\s\S]*Plan of the assessment/,
    nomina: /Atto di nomina ATTO[\s\S]*Agnese[^\n]*presidente[\s\S]*Quando:[\s\S]*Appointment ATTO[\s\S]*Agnese[^\n]*president\n/,
    convocazione: /Convocazione all'esame[\s\S]*Porta un documento di identità[\s\S]*Call to the exam/,
    dichiarazioni: /dichiara di non avere conflitti[\s\S]*declares to have no conflict/,
    verbale: /si riunisce la commissione[\s\S]*Firma [\s\S]*Impronta SHA-256[\s\S]*Minutes of the exam[\s\S]*certified\.\s+Reason/,
    revoca: /Atto di revoca REV\/7[\s\S]*non può più partecipare[\s\S]*Revocation REV\/7/,
    diniego: /Diniego motivato[\s\S]*entro 60 giorni[\s\S]*within 60 days/,
  } as const
  const OF_THE_EXAM = [
    'scheda-accoglienza',
    'allegato-trasparenza',
    'cv-europass',
    'dossier',
    'domanda',
    'esito-domanda',
    'piano-accertamento',
    'nomina',
    'convocazione',
  ] as const
  const CLOSED = [...OF_THE_EXAM, 'dichiarazioni', 'verbale'] as const

  test
    .skipIf(!pdfToolsAreHere())
    .each([
      ...CLOSED.flatMap((of) => (['accented', 'long', 'georgian'] as const).map((name) => [of, name, name] as const)),
      ['nomina', 'revoked', 'georgian'],
      ['convocazione', 'revoked', 'georgian'],
      ['revoca', 'revoked', 'georgian'],
      ['diniego', 'rejected', 'long'],
      ['diniego', 'refused', 'long'],
    ] as const)(
    '%s (%s) is a tagged PDF in Italian, with a courtesy translation marked on each page, and no certificate',
    async (documentClass, of, name) => {
      const file = join(folder, `${documentClass}-${of}.pdf`)
      writeFileSync(file, await printed(cases[of] ?? '', documentClass))
      run('qpdf', ['--check', file])
      expect(run('pdfinfo', [file])).toMatch(/Title:\s+\S[\s\S]*Tagged:\s+yes/)
      expect(run('pdfinfo', ['-struct', file])).toMatch(/H1[\s\S]*H2[\s\S]*H3/)
      expect(run('qpdf', ['--qdf', '--object-streams=disable', file, '-'])).toMatch(
        /\/Lang \(it-IT\)[\s\S]*\/StructTreeRoot|\/StructTreeRoot[\s\S]*\/Lang \(it-IT\)/,
      )

      const text = run('pdftotext', ['-layout', file, '-'])
      expect(text).toMatch(SAYS[documentClass])
      expect(text).toMatch(/Tipo: \S[\s\S]*Fatto da: \S[\s\S]*Quando: \d[\s\S]*igillato/)
      expect(text).toMatch(/non è un certificato\. Non è un'attestazione di parte prima, seconda o\s+terza/)
      const pages = text.split('\f').slice(0, -1)
      const first = pages.findIndex((page) => page.includes('Courtesy translation'))
      expect(first).toBeGreaterThan(0)
      for (const [index, page] of pages.entries()) {
        expect(page).toContain(index < first ? BINDING : COURTESY)
        expect(page).toContain(`pagina ${index + 1} di ${pages.length}`)
      }
      const { givenName, familyName } = NAMES[name]
      expect(solid(text)).toContain(solid(`${givenName} ${familyName}`))
      expect(outside(file)).toEqual([])
    },
  )

  /** Words that stand, even in part, beyond the margins: they would be cut off. */
  function outside(file: string): string[] {
    const words = [
      ...run('pdftotext', ['-bbox', file, '-']).matchAll(/xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g),
    ]
    expect(words.length).toBeGreaterThan(50)
    return words.flatMap(([, left, top, right, bottom, word = '']) =>
      Number(left) < 53 || Number(top) < 30 || Number(right) > 542.5 || Number(bottom) > 820 ? [word] : [],
    )
  }

  test.skipIf(!pdfToolsAreHere())('an appointment and a call that were revoked say so, and by which act', async () => {
    for (const [documentClass, says] of [
      ['nomina', /REVOCATO con atto REV\/7[\s\S]*REVOKED by act REV\/7/],
      ['convocazione', /NON VALE PIÙ[\s\S]*REV\/7[\s\S]*NO LONGER HOLDS/],
    ] as const) {
      const file = join(folder, `${documentClass}-ended.pdf`)
      writeFileSync(file, await printed(cases.revoked ?? '', documentClass))
      expect(run('pdftotext', ['-layout', file, '-'])).toMatch(says)
    }
  })

  test.skipIf(!pdfToolsAreHere())('acts that were made before they had a paper are told from their data, and say the same', async () => {
    const caseId = cases.accented ?? ''
    for (const documentClass of ['nomina', 'verbale', 'dichiarazioni', 'convocazione']) {
      const before = await printed(caseId, documentClass)
      await house.world.db.rows('UPDATE case_document SET content = NULL WHERE case_id = $1 AND class = $2', [caseId, documentClass])
      expect(Buffer.from(await printed(caseId, documentClass)).equals(Buffer.from(before))).toBe(true)
    }
  })

  test('what was filed stays as it was when the tax code changes, byte by byte', async () => {
    const ended = cases.refused ?? ''
    const before = await printed(ended, 'domanda')
    const taxCode = `BRGSRI87B43A562${checkCharacter('BRGSRI87B43A562')}`
    await changeTaxCode({ actor: people.officer, idempotencyKey: key(), caseId: ended, taxCode, cardSeen: true }, house.world)
    expect(Buffer.from(await printed(ended, 'domanda')).equals(Buffer.from(before))).toBe(true)
  })
})
