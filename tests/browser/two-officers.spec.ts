import { look } from './look.ts'
import { ConsolePages } from './pages/console.ts'
import { colleague, officer } from './people.ts'
import { expect, test } from './test.ts'

test.use({ productOf: 'two officers' })

test('of two officers who ask for the commission one asks, and the other is told who did, and keeps the note', async ({
  office,
  someone,
}) => {
  const { page } = office
  const other = new ConsolePages(await someone())
  await office.login(officer)
  await office.openCase("Noè D'Arquàte")
  await page.getByLabel('Nota per la Camera').fill('Può solo di pomeriggio.')
  await other.login(colleague)
  await other.openCase("Noè D'Arquàte")
  await other.requestCommission('Preferisce il mattino.')

  await page.getByRole('button', { name: 'Chiedi la commissione' }).click()
  await expect(page.getByText('Mentre scrivevi, un collega ha cambiato la pratica.')).toBeVisible()
  await expect(page.getByText(new RegExp(`L'ultimo passo è di ${colleague}`))).toBeVisible()
  await expect(page.getByLabel('Nota per la Camera')).toHaveValue('Può solo di pomeriggio.')
  await look(page, 'case-overtaken')
  await page.getByRole('button', { name: "Vedi la pratica com'è adesso" }).click()
  await expect(page.getByText('Ora tocca alla Camera di commercio')).toBeVisible()
})

test('of two officers on one case one wins, and the other is told what changed and loses no word', async ({ office, someone }) => {
  const { page } = office
  await office.login(officer)
  await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
  await page.getByRole('link', { name: 'Nuova pratica' }).click()
  await page.getByLabel('Nome', { exact: true }).fill('Quìnta')
  await page.getByLabel('Cognome').fill('Valsenàri')
  await page.getByLabel('Data di nascita').fill('1987-02-03')
  await page.getByLabel('Codice fiscale').fill('99000000044')
  await page.getByLabel('Identità accertata con').selectOption({ label: 'documento di identità' })
  await page.getByRole('button', { name: 'Avanti' }).click()
  await page.getByLabel('Che cosa chiede').fill('Vorrei far valere il mio lavoro.')
  await page.getByLabel('Provincia').selectOption({ label: 'Bergamo' })
  await page.getByRole('button', { name: 'Apri la pratica' }).click()
  await expect(office.title).toHaveText('Quìnta Valsenàri')
  await page.getByRole('button', { name: "Ho consegnato l'informativa" }).click()
  await page.getByRole('button', { name: "Inizia l'individuazione" }).click()
  await page.getByRole('button', { name: "Aggiungi un'esperienza" }).click()
  await page.getByLabel('Che tipo di esperienza').selectOption({ label: 'Lavoro' })
  await page.getByLabel('Che cosa faceva').fill('Cuoca in una mensa')

  const other = new ConsolePages(await someone())
  await other.login(colleague)
  await other.page.goto(page.url())
  await other.page.getByText(/^Ore dedicate/).click()
  await other.page.getByLabel('Servizio').selectOption({ label: 'Individuazione' })
  await other.page.getByRole('button', { name: 'Aggiungi', exact: true }).click()
  await expect(other.page.getByText(/Individuazione, 1 h 0 min/).first()).toBeVisible()

  await page.getByRole('button', { name: 'Salva' }).click()
  await expect(page.getByText(/sono state scritte delle ore/)).toBeVisible()
  await expect(page.getByLabel('Che cosa faceva')).toHaveValue('Cuoca in una mensa')
  await look(page, 'case-stale')
  await page.getByRole('button', { name: 'Salva' }).click()
  await expect(page.getByRole('heading', { name: '1 esperienza' })).toBeVisible()
})
