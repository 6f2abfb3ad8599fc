import { look } from './look.ts'
import { ConsolePages } from './pages/console.ts'
import { leccoOfficer, officer, thirdSectorOfficer } from './people.ts'
import { expect, test } from './test.ts'

test('a case gets its definitive tax code and its hours, and goes to another body that takes it on', async ({ office, someone }) => {
  const { page } = office
  await office.login(officer)
  await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
  await page.getByRole('link', { name: 'Nuova pratica' }).click()
  await page.getByLabel('Nome', { exact: true }).fill('Ìsora')
  await page.getByLabel('Cognome').fill('Bragadìn')
  await page.getByLabel('Data di nascita').fill('1987-02-03')
  await page.getByLabel('Codice fiscale').fill('99000000036')
  await page.getByLabel('Identità accertata con').selectOption({ label: 'documento di identità' })
  await page.getByRole('button', { name: 'Avanti' }).click()
  await page.getByLabel('Che cosa chiede').fill('Mi sono trasferita a Lecco.')
  await page.getByLabel('Provincia').selectOption({ label: 'Bergamo' })
  await page.getByRole('button', { name: 'Apri la pratica' }).click()
  await expect(office.title).toHaveText('Ìsora Bragadìn')

  await page.getByText('È arrivato il codice definitivo').click()
  await page.getByLabel('Codice fiscale di 16 caratteri').fill('BRGSRI87B44A562X')
  await page.getByRole('button', { name: 'Sostituisci il codice' }).click()
  await expect(page.getByText('Il codice fiscale non è corretto.')).toBeVisible()
  await page.getByLabel('Codice fiscale di 16 caratteri').fill('brgsri87b43a562x')
  await page.reload()
  await expect(page.getByLabel('Codice fiscale di 16 caratteri')).toHaveValue('brgsri87b43a562x')
  await page.getByRole('button', { name: 'Sostituisci il codice' }).click()
  await expect(page.getByText('Codice di prima')).toBeVisible()
  await look(page, 'case-definitive-code')

  await page.getByRole('button', { name: "Ho consegnato l'informativa" }).click()
  await page.getByRole('button', { name: "Inizia l'individuazione" }).click()
  await expect(page.getByText('Ricostruite insieme esperienze e competenze.')).toBeVisible()
  const [form] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Scarica il PDF: Scheda di accoglienza' }).click(),
  ])
  expect(form.suggestedFilename()).toMatch(/^scheda-accoglienza-.*\.pdf$/)

  await page.getByText('Passa la pratica a un altro ente').click()
  await page.getByLabel('Ente che prosegue').selectOption({ label: "Centro per l'Impiego di Lecco (dimostrativo) (LC)" })
  await page.getByLabel('Motivo').first().selectOption({ label: 'La persona abita o lavora altrove' })
  await page.getByLabel("Spiegazione per l'altro ente").fill('La persona si è trasferita a Lecco.')
  await page.getByRole('button', { name: 'Passa la pratica' }).click()
  await expect(page.getByText("Chiedi alla persona se è d'accordo.")).toBeVisible()
  await look(page, 'case-hand-over')
  await page.getByLabel("La persona è d'accordo che i suoi dati passino a questo ente").check()
  await page.getByRole('button', { name: 'Passa la pratica' }).click()
  await expect(page.getByText(/La pratica è passata a Centro per l'Impiego di Lecco/)).toBeVisible()
  await look(page, 'case-handed-over')

  const there = new ConsolePages(await someone())
  await there.login(leccoOfficer)
  const task = there.page.getByRole('link', { name: 'Prendi in carico la pratica di Ìsora Bragadìn' })
  await expect(task).toBeVisible()
  await look(there.page, 'today-take-on')
  await task.click()
  await expect(there.page.getByText("Perché ve l'ha passata: «La persona si è trasferita a Lecco.»")).toBeVisible()
  await look(there.page, 'case-to-take-on')
  await there.page.getByRole('button', { name: 'Prendi in carico' }).click()
  await expect(there.page.getByRole('button', { name: "Aggiungi un'esperienza" })).toBeVisible()
})

test('the case of a volunteer goes on at a public employment centre, with their hours as an experience', async ({ office, someone }) => {
  const { page } = office
  await office.login(thirdSectorOfficer)
  await page.getByRole('link', { name: 'Volontari', exact: true }).click()
  await page.getByRole('combobox', { name: 'Ore' }).selectOption({ label: 'ha raggiunto le ore' })
  await page.getByRole('link', { name: 'Noemia Tirabòsco' }).click()
  await page.getByText('Apri la pratica').first().click()
  await page.getByLabel('Che cosa chiede').fill('Vorrei far valere quello che faccio.')
  await page.getByLabel('Identità accertata con').selectOption({ label: 'documento di identità' })
  await page.getByLabel('Provincia').selectOption({ label: 'Lecco' })
  await page.getByLabel('La persona ha ricevuto l’informativa').or(page.getByLabel("La persona ha ricevuto l'informativa")).check()
  await page.getByRole('button', { name: 'Apri la pratica' }).click()
  await page.getByRole('button', { name: "Inizia l'individuazione" }).click()
  await expect(page.getByText('Mani Serene ODV (inventata)').last()).toBeVisible()

  await page.getByText('Passa la pratica a un altro ente').click()
  await page.getByLabel('Ente che prosegue').selectOption({ label: "Centro per l'Impiego di Lecco (dimostrativo) (LC)" })
  await page.getByLabel('Motivo').first().selectOption({ index: 1 })
  await page.getByLabel("Spiegazione per l'altro ente").fill('Chiede la certificazione, che qui non si fa.')
  await page.getByLabel("La persona è d'accordo che i suoi dati passino a questo ente").check()
  await look(page, 'volunteer-case-hand-over')
  await page.getByRole('button', { name: 'Passa la pratica' }).click()
  await expect(page.getByText(/La pratica è passata a Centro per l'Impiego di Lecco/)).toBeVisible()

  const there = new ConsolePages(await someone())
  await there.login(leccoOfficer)
  await there.page.getByRole('link', { name: 'Prendi in carico la pratica di Noemia Tirabòsco' }).click()
  await there.page.getByRole('button', { name: 'Prendi in carico' }).click()
  await expect(there.page.getByRole('button', { name: "Aggiungi un'esperienza" })).toBeVisible()
  await expect(there.page.getByText('Mani Serene ODV (inventata)').last()).toBeVisible()
  await look(there.page, 'volunteer-case-taken-on')
})
