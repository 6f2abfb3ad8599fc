import { writeCase } from './case-by-api.ts'
import { look } from './look.ts'
import { ConsolePages } from './pages/console.ts'
import { chamber, officer } from './people.ts'
import { released } from './take-released.ts'
import { expect, test } from './test.ts'

test.use({ productOf: 'own-correction' })

const scan = Buffer.from('%PDF-1.7\nuna prova\n')

test('a body puts its own document right by itself, and whoever has the old one is led to the new one', async ({ office, verifier }) => {
  const { page } = office
  await office.login(officer)
  const { act } = await writeCase(page, {
    person: { givenName: 'Marìna', familyName: 'Scrivàni', birthDate: '1991-01-02', taxCode: '99000000085' },
    province: 'BG',
    competences: ['trasversale-qualita'],
    evidence: [{ class: 'cv-europass', title: 'Curriculum', bytes: scan }],
  })
  await act('release-transparency')
  await office.openCase('Marìna Scrivàni')
  const badge = page.getByRole('link', { name: 'Scarica come Open Badge' })
  const [file] = await Promise.all([page.waitForEvent('download'), badge.click()])
  await page.getByRole('link', { name: /^Documento di trasparenza / }).click()
  await expect(office.title).toContainText('Documento di trasparenza')
  const old = /Documento di trasparenza (\S+)/.exec((await office.title.textContent()) ?? '')?.[1] ?? ''

  await page.getByRole('link', { name: 'Rettifica', exact: true }).click()
  await page.getByLabel('Cognome').fill('Scrivàno')
  await page.getByLabel('Motivo').selectOption({ label: 'Errore materiale nei dati' })
  await page.getByLabel('Spiegazione').fill('Il cognome finisce con la o, come sulla carta d’identità.')
  await page.getByLabel('Scrivi il numero di registro').fill(old)
  await look(page, 'own-correction')
  await page.getByRole('button', { name: 'Rettifica adesso' }).click()
  await expect(page.getByText('Marìna Scrivàno').first()).toBeVisible()
  await expect(page.getByText(/^È una rettifica: sta al posto del/)).toBeVisible()
  const number = /Documento di trasparenza (\S+)/.exec((await office.title.textContent()) ?? '')?.[1] ?? ''
  expect(number).not.toBe(old)
  await look(page, 'own-corrected')

  await verifier.open()
  await verifier.drop(await file.path(), file.suggestedFilename())
  await verifier.verdict({ word: 'Non valido', says: new RegExp(`Sostituito da .+ con il n\\. ${number}`) })
  await look(verifier.page, 'verifier-own-replaced')
})

test('the Chamber says no to a rettifica with its reasons, and the attestato stays as it is', async ({ office, someone }) => {
  const { page } = office
  await office.login(officer)
  await office.openCase(released.person)
  await office.openAttestation()
  const number = ((await office.title.textContent()) ?? '').replace(/^.*Attestato /, '').trim()
  await page.getByRole('link', { name: 'Rettifica', exact: true }).click()
  await page.getByLabel('Cognome').fill('Ondìna')
  await page.getByLabel('Motivo').selectOption({ label: 'Errore materiale nei dati' })
  await page.getByLabel('Spiegazione').fill('La persona dice che il cognome è un altro.')
  await page.getByLabel('Scrivi il numero di registro').fill(number)
  await page.getByRole('button', { name: 'Chiedi la rettifica' }).click()
  await expect(page.getByText('Le lettere del codice fiscale non sono quelle di questo nome e cognome.')).toBeVisible()
  await page.getByLabel('Ho visto il tesserino: il codice è proprio questo').check()
  await page.getByRole('button', { name: 'Chiedi la rettifica' }).click()
  await expect(page.getByRole('heading', { name: 'Rettifica chiesta' })).toBeVisible()

  const desk = new ConsolePages(await someone())
  await desk.login(chamber)
  await desk.page.getByRole('link', { name: /Rispondi alla richiesta di rettifica/ }).click()
  await desk.page.getByText('Non è un errore: rispondi di no').click()
  await desk.page.getByRole('button', { name: 'Rispondi di no' }).click()
  await expect(desk.page.getByText('Scrivi una breve spiegazione.')).toBeVisible()
  await desk.page.getByLabel('Perché no').fill('Il cognome del verbale è quello della carta d’identità.')
  await look(desk.page, 'chamber-refuses-correction')
  await desk.page.getByRole('button', { name: 'Rispondi di no' }).click()
  await expect(desk.page.getByText('Il cognome del verbale è quello della carta d’identità.')).toBeVisible()

  await page.reload()
  await expect(page.getByRole('heading', { name: 'Rettifica non accolta' })).toBeVisible()
  await expect(page.getByText('Il cognome del verbale è quello della carta d’identità.')).toBeVisible()
  await expect(page.getByText(/in corso di validità/)).toBeVisible()
  await look(page, 'attestation-correction-refused')
})
