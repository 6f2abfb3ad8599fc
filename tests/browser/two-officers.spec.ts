import { look } from './look.ts'
import { ConsolePages } from './pages/console.ts'
import { chamber, colleague, expert, officer, president } from './people.ts'
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
  await expect(page.getByText(new RegExp(`L'ultimo passo è di ${colleague}.+: ha chiesto la commissione`))).toBeVisible()
  await expect(page.getByLabel('Nota per la Camera')).toHaveValue('Può solo di pomeriggio.')
  await look(page, 'case-overtaken')
  await page.getByRole('button', { name: "Vedi la pratica com'è adesso" }).click()
  await expect(page.getByText('Ora tocca alla Camera di commercio')).toBeVisible()
  await expect(page.getByText('«Può solo di pomeriggio.»')).toBeVisible()
  await look(page, 'case-left-note')
  await page.getByRole('button', { name: 'Non mi serve più' }).click()
  await expect(page.getByText('«Può solo di pomeriggio.»')).toHaveCount(0)
  await page.reload()
  await expect(page.getByText('Ora tocca alla Camera di commercio')).toBeVisible()
  await expect(page.getByText('«Può solo di pomeriggio.»')).toHaveCount(0)
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

test('of two who appoint for one request one does, and the other is told, keeps what was typed and sees the commission', async ({
  office,
  someone,
}) => {
  const { page } = office
  const other = new ConsolePages(await someone())
  const appointment = { president, experts: [expert], actNumber: 'PROVA/due' }
  await office.login(chamber)
  await office.openRequest("Noè D'Arquàte")
  await office.fillAppointment({ ...appointment, actNumber: 'PROVA/prima' })
  await other.login(chamber)
  await other.openRequest("Noè D'Arquàte")
  await other.appoint(appointment)

  await page.getByRole('button', { name: 'Nomina la commissione' }).click()
  await expect(page.getByText(/^Mentre guardavi questa pagina è cambiato qualcosa/)).toBeVisible()
  await expect(page.getByText(new RegExp(`^La pratica è andata avanti \\(${chamber}, `))).toBeVisible()
  await expect(page.getByLabel("Numero dell'atto di nomina")).toHaveValue('PROVA/prima')
  await look(page, 'request-stale')
  await page.getByRole('button', { name: "Mostra com'è ora" }).click()
  await expect(office.title).toContainText('Commissione nominata')
})

test('who is present is not written over what was written in another window, and the ticks stay', async ({ office, someone }) => {
  const { page } = office
  const other = new ConsolePages(await someone())
  await other.login(expert)
  await other.openSittingOf("Noè D'Arquàte")
  await other.declareNoConflict()
  await other.logout()
  await office.login(president)
  await office.openSittingOf("Noè D'Arquàte")
  await office.declareNoConflict()
  await office.beginSitting()
  await page.getByRole('checkbox', { name: new RegExp(expert) }).check()
  await other.login(president)
  await other.openSittingOf("Noè D'Arquàte")
  await other.markPresent([president])

  await page.getByRole('button', { name: 'Salva le presenze' }).click()
  await expect(page.getByText(new RegExp(`^Sono state scritte le presenze \\(${president}, `))).toBeVisible()
  await expect(page.getByRole('checkbox', { name: new RegExp(expert) })).toBeChecked()
  await look(page, 'sitting-stale')
  await page.getByRole('button', { name: "Mostra com'è ora" }).click()
  await expect(page.getByText("Ora vedi la pagina com'è adesso.")).toBeVisible()
  await expect(page.getByRole('checkbox', { name: new RegExp(expert) })).toBeChecked()
  await page.getByRole('checkbox', { name: new RegExp(president) }).check()
  await page.getByRole('button', { name: 'Salva le presenze' }).click()
  await expect(page.getByRole('heading', { name: 'Presenti 2' })).toBeVisible()
})
