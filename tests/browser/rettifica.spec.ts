import { look } from './look.ts'
import { ConsolePages } from './pages/console.ts'
import { chamber, officer, region } from './people.ts'
import { released, takeReleased } from './take-released.ts'
import { expect, test } from './test.ts'

// Spends the released attestato of the demo, which others need.
test.use({ productOf: 'rettifica' })

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(new Date())
const NEW = 'LOM-2026-880001'

test('a name written wrong is put right by way of the Chamber; the old act leads to the new one everywhere', async ({
  office,
  wallet,
  verifier,
  someone,
}) => {
  test.slow()
  const { page } = office
  await takeReleased({ office, wallet })
  const file = await wallet.download('Scarica (Open Badge)')
  await page.getByRole('link', { name: "Torna all'attestato" }).click()
  const old = ((await office.title.textContent()) ?? '').replace(/^.*Attestato /, '').trim()

  // The officer sees what is written, and what would be.
  await page.getByRole('link', { name: 'Rettifica', exact: true }).click()
  await expect(office.title).toHaveText(`Rettifica il n. ${old}`)
  await expect(page.getByText('Finora non hai cambiato niente.')).toBeVisible()
  await page.getByLabel('Nome', { exact: true }).fill('Grazia')
  await page.getByRole('button', { name: 'Chiedi la rettifica' }).click()
  await expect(page.getByText('Scrivi una breve spiegazione.')).toBeVisible()
  await page.getByLabel('Motivo').selectOption({ label: 'Errore materiale nei dati' })
  await page.getByLabel('Spiegazione').fill('Il nome è senza accento, come sulla carta d’identità.')
  await page.getByLabel('Scrivi il numero di registro').fill(old)
  await look(page, 'correct-form')
  await page.reload()
  await expect(page.getByLabel('Nome', { exact: true })).toHaveValue('Grazia')
  await page.getByRole('button', { name: 'Chiedi la rettifica' }).click()
  await expect(page.getByRole('heading', { name: 'Rettifica chiesta' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Rettifica', exact: true })).toHaveCount(0)
  await look(page, 'attestation-correction-asked')

  // The Chamber finds it among its tasks, and seals by an act of its own.
  const desk = new ConsolePages(await someone())
  await desk.login(chamber)
  await desk.page.getByRole('link', { name: /Rispondi alla richiesta di rettifica/ }).click()
  await expect(desk.title).toHaveText(`Rettifica dell'attestato ${old}`)
  await expect(desk.page.getByText('Competenze, giudizio e valutazione restano quelli del verbale')).toBeVisible()
  await desk.page.getByLabel('Numero dell’atto').fill('DD/2026/41')
  await desk.page.getByLabel('Data dell’atto').fill(today())
  await desk.page.getByLabel('Scrivi il numero di registro').fill(old)
  await look(desk.page, 'chamber-correction')
  await desk.page.getByRole('button', { name: 'Sigilla la rettifica' }).click()
  await expect(desk.page.getByText('Sigillata con atto n. DD/2026/41')).toBeVisible()
  await desk.page.getByRole('link', { name: 'Torna alle rettifiche' }).click()
  await expect(desk.title).toHaveText('Nessuna rettifica da decidere')
  await desk.page.getByLabel('Quali richieste').selectOption({ label: 'Con risposta' })
  await expect(desk.page.getByRole('cell', { name: 'Sigillata' })).toBeVisible()
  await look(desk.page, 'chamber-corrections')

  // The body releases the new one in the place of the old one.
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Rettifica sigillata' })).toBeVisible()
  await page.getByLabel('Numero del nuovo attestato').fill(NEW)
  await page.getByLabel("Scrivi il numero dell'attestato da sostituire").fill(old)
  await look(page, 'attestation-correction-sealed')
  await page.getByRole('button', { name: "Rilascia l'attestato rettificato" }).click()
  await expect(office.title).toContainText(NEW)
  await look(page, 'attestation-corrected')
  await page.getByRole('link', { name: `n. ${old}` }).click()
  await expect(page.getByRole('link', { name: `Apri quello nuovo: n. ${NEW}` })).toBeVisible()
  await look(page, 'attestation-replaced')

  // Whoever has the old one is led to the new one.
  await verifier.open()
  await verifier.drop(file)
  await verifier.verdict({ word: 'Non valido', says: new RegExp(`Sostituito da .+ con il n\\. ${NEW}`) })
  await look(verifier.page, 'verifier-replaced')
  await wallet.openDocument(released.title)
  await wallet.checkNow()
  await expect(wallet.page.getByRole('main')).toContainText(`al suo posto vale il n. ${NEW}`)
  await expect(wallet.page.getByRole('link', { name: 'Inquadra l’offerta del nuovo' })).toBeVisible()
  await expect(wallet.page.getByRole('link', { name: 'Apri «Il mio percorso»' })).toHaveAttribute('href', /\/il-mio-percorso$/)
  await look(wallet.page, 'wallet-replaced')

  const regional = new ConsolePages(await someone())
  await regional.login(region)
  await regional.page.getByRole('link', { name: 'Registro' }).click()
  await regional.page.getByLabel('Cerca un numero').fill(old)
  await expect(regional.page.getByText(`vale il n. ${NEW}`)).toBeVisible()
  await look(regional.page, 'register-succession')
})

test('the Region orders a rettifica, and the body finds it among its tasks', async ({ office, someone }) => {
  const regional = new ConsolePages(await someone())
  const { page } = regional
  await regional.login(region)
  await page.getByRole('link', { name: 'Registro' }).click()
  await page.getByLabel('Stato').selectOption({ label: 'valido' })
  await page.getByLabel('Cerca un numero').fill(NEW)
  await page.getByRole('link', { name: NEW }).click()
  await page.getByRole('button', { name: 'Ordina la rettifica' }).click()
  await page.getByLabel('Numero dell’atto').fill('DEC/2026/9')
  await page.getByLabel('Data dell’atto').fill(today())
  await page.getByLabel('Che cosa va rettificato').fill('Il cognome non è quello dell’anagrafe.')
  await page.getByLabel('Scrivi il numero di registro').fill(NEW)
  await look(page, 'register-order')
  await page.getByRole('button', { name: 'Ordina', exact: true }).click()
  await expect(page.getByText('lo trova tra le cose da fare')).toBeVisible()
  await office.login(officer)
  await office.page.getByRole('link', { name: /lo ordina la Regione/ }).click()
  await expect(office.page.getByRole('heading', { name: 'La Regione ordina la rettifica' })).toBeVisible()
  await look(office.page, 'attestation-ordered')
})
