import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkCharacter } from '../../../credential/tax-code.ts'
import { openPrisma, type Prisma } from '../../../issuer/db/prisma.ts'
import { readDocumentFile } from '../../../issuer/reads/case-document.ts'
import { changeTaxCode } from '../../../issuer/steps/change-tax-code.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, walkTo, welcome } from '../walk.ts'
import { pdfToolsAreHere, run } from './pdf-tools.ts'

const folder = mkdtempSync(join(tmpdir(), 'attesta-case-pdf-'))

describe('the documents of a case on paper', () => {
  let house: House
  let people: People
  let prisma: Prisma
  let planned: string
  let rejected: string
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    prisma = openPrisma({ pool: house.database.pool })
    const walk = await welcome(house, people)
    planned = walk.caseId
    await walkTo('plan-assessment', walk)
    const refused = await welcome(house, people)
    rejected = refused.caseId
    await walkTo('file-application', refused)
    await doAct('reject', refused)
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await prisma.$disconnect()
    await house.close()
  })

  async function printed(caseId: string, documentClass: string): Promise<Uint8Array> {
    const [row] = await house.world.db.rows<{ id: string }>('SELECT id FROM case_document WHERE case_id = $1 AND class = $2', [
      caseId,
      documentClass,
    ])
    const { content, mediaType } = await readDocumentFile({ caseId, documentId: row?.id ?? '', form: 'pdf', actor: people.officer, prisma })
    expect(mediaType).toBe('application/pdf')
    if (typeof content === 'string') throw new Error('a PDF is bytes')
    return content
  }

  test.skipIf(!pdfToolsAreHere()).each([
    ['scheda-accoglienza', () => planned, /Scheda di accoglienza[\s\S]*Vorrei che quello che so fare[\s\S]*Reception form/],
    ['domanda', () => planned, /Domanda di certificazione[\s\S]*Selezione del personale[\s\S]*Application for certification/],
    ['esito-domanda', () => planned, /La domanda è ammessa[\s\S]*The application is admitted/],
    ['piano-accertamento', () => planned, /Come: colloquio[\s\S]*Plan of the assessment/],
    ['diniego', () => rejected, /La domanda non è ammessa[\s\S]*entro 60 giorni[\s\S]*within 60 days/],
  ] as const)('%s is a tagged PDF in Italian, with a courtesy translation, and no certificate', async (documentClass, caseOf, says) => {
    const file = join(folder, `${documentClass}.pdf`)
    writeFileSync(file, await printed(caseOf(), documentClass))
    run('qpdf', ['--check', file])
    expect(run('pdfinfo', [file])).toMatch(/Tagged:\s+yes/)
    const text = run('pdftotext', ['-layout', file, '-'])
    expect(text).toMatch(says)
    expect(text).toMatch(/Ìsora Bragadìn/)
    expect(text).toMatch(/Traduzione di cortesia/)
    expect(text).toMatch(/non è un certificato/)
    expect(run('pdfinfo', ['-struct', file])).toMatch(/H1[\s\S]*H2/)
  })

  test('what was filed stays as it was when the tax code changes, byte by byte', async () => {
    const before = await printed(planned, 'domanda')
    const taxCode = `BRGSRI87B43A562${checkCharacter('BRGSRI87B43A562')}`
    await changeTaxCode({ actor: people.officer, idempotencyKey: key(), caseId: planned, taxCode, cardSeen: false }, house.world)
    expect(Buffer.from(await printed(planned, 'domanda')).equals(Buffer.from(before))).toBe(true)
  })
})
