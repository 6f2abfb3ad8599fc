import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { deflateSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { PNG_SIGNATURE, pngChunk } from '../../credential/open-badge/picture/png-chunks.ts'
import { pdfToolsAreHere } from '../../scripts/test/pdf-tools.ts'
import { look } from './look.ts'
import { officer } from './people.ts'
import { released } from './take-released.ts'
import { expect, test } from './test.ts'

/** Button, ending of the file's name, media type. */
const FORMS = [
  // The original may be in a wallet that took the act in another test.
  [/^(PDF da stampare|Duplicato del PDF)$/, '.pdf', 'application/pdf'],
  ['Credenziale europea', '.edc.json', 'application/json'],
  ['Open Badge, immagine', '.open-badge.png', 'image/png'],
  ['Open Badge, disegno', '.open-badge.svg', 'image/svg+xml'],
  ['Open Badge, dati', '.open-badge.json', 'application/json'],
  ['Open Badge, token', '.open-badge.jwt', 'text/plain'],
] as const

test('the officer downloads every form, the employer sees one act in all of them, and a second paper is a duplicate', async ({
  office,
  verifier,
}) => {
  const { page } = office
  await office.login(officer)
  await office.openCase(released.person)
  await office.openAttestation()

  await sayWhoAsks(page)
  const files = []
  for (const [button, ending, mimeType] of FORMS) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button, exact: true }).click()])
    const name = basename(file.suggestedFilename())
    expect(name).toMatch(new RegExp(`^LOM-.+${ending.replaceAll('.', '\\.')}$`))
    files.push({ name, mimeType, buffer: readFileSync(await file.path()) })
    await expect(page.getByText(`Scaricato: ${name}`)).toBeVisible()
  }
  await look(page, 'attestation-files')

  await verifier.open()
  await verifier.choose(...files)
  await expect(verifier.title).toHaveText('6 file: un solo documento')
  await expect(verifier.page.getByText('6 validi, 0 non validi, 0 non verificabili')).toBeVisible()
  await expect(verifier.page.getByText('Stesso attestato della riga 1')).toHaveCount(5)
  await look(verifier.page, 'verifier-one-act')

  await expect(page.getByText("L'originale è già stato scaricato")).toBeVisible()
  await sayWhoAsks(page)
  const [duplicate] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Duplicato del PDF', exact: true }).click(),
  ])
  expect(readFileSync(await duplicate.path()).equals(files[0]?.buffer ?? Buffer.of())).toBe(false)
  await expect(page.getByText(/Stampato il duplicato n\. \d. Lo chiede: chi ha la sua delega/).first()).toBeVisible()
})

/** Of a duplicate: who asked for it. The original needs nobody. */
async function sayWhoAsks(page: Page) {
  const asker = page.getByLabel('Chi chiede il duplicato')
  if (await asker.isVisible()) await asker.selectOption({ label: 'chi ha la sua delega' })
}

/** The first sheet as a scanner gives it. */
function scanOf(pdf: string, { form, dotsPerInch }: { form: 'jpeg' | 'png'; dotsPerInch: number }) {
  const { stdout } = spawnSync('pdftoppm', [`-${form}`, '-r', String(dotsPerInch), '-l', '1', pdf], { maxBuffer: 64 * 1024 * 1024 })
  return { name: `foglio.${form}`, mimeType: `image/${form}`, buffer: stdout }
}

/** A picture of one colour: a few kilobytes, that a browser would unpack into more than a quarter of a gigabyte. */
function vastPicture() {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(9000, 0)
  header.writeUInt32BE(9000, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc(9000 * (1 + 9000 / 8)))
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', rows), pngChunk('IEND', new Uint8Array())]
  return { name: 'enorme.png', mimeType: 'image/png', buffer: Buffer.concat([PNG_SIGNATURE, ...chunks]) }
}

test('a picture of a few bytes and eighty million pixels is not unpacked', async ({ verifier }) => {
  await verifier.open()
  await verifier.choose(vastPicture())
  await verifier.verdict({ word: 'Non verificabile', says: 'L’immagine ha troppi pixel: ne leggo al massimo 64 milioni.' })
  await look(verifier.page, 'verifier-picture-too-vast')
})

test('a body is offered the profiles of the European credential that it can have, and told what the others need', async ({ office }) => {
  const { page } = office
  await office.login(officer)
  await office.openCase(released.person)
  await office.openAttestation()
  await page.getByText('Credenziale europea in un altro profilo').click()
  await expect(page.getByRole('button', { name: 'Generale', exact: true })).toBeVisible()
  await expect(page.getByText('Per «Accreditata» serve un accreditamento del registro europeo.')).toBeVisible()
  await expect(page.getByText('Per «Su mandato» serve un mandato accettato e in vigore')).toBeVisible()
  for (const name of ['Accreditata', 'Su mandato']) await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
  await look(page, 'attestation-other-profiles')
})

test('a picture of the printed sheet is judged by the code on it, and one without a readable code is not called invalid', async ({
  office,
  verifier,
}) => {
  test.skip(!pdfToolsAreHere(), 'poppler draws the sheet')
  const { page } = office
  await office.login(officer)
  await office.openCase(released.person)
  await office.openAttestation()
  await sayWhoAsks(page)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^(PDF da stampare|Duplicato del PDF)$/ }).click(),
  ])
  const pdf = await file.path()

  await verifier.open()
  for (const scan of [scanOf(pdf, { form: 'jpeg', dotsPerInch: 300 }), scanOf(pdf, { form: 'png', dotsPerInch: 110 })]) {
    await verifier.choose(scan)
    await verifier.verdict({ word: 'Valido', says: released.title })
    for (const competence of ['Presidiare le attività di reclutamento', 'Progettare e gestire iniziative e strategie di inclusione'])
      await expect(verifier.page.getByRole('article')).toContainText(competence)
    await expect(verifier.page.getByText('Il foglio da solo non prova nulla')).toBeVisible()
    await verifier.another()
  }
  await verifier.choose(scanOf(pdf, { form: 'png', dotsPerInch: 20 }))
  await verifier.verdict({ word: 'Non verificabile', says: 'Nell’immagine non ho trovato né un badge né un QR che so leggere.' })
  await look(verifier.page, 'verifier-picture-without-code')
})
