import { look } from './look.ts'
import { chamber, officer } from './people.ts'
import { expect, test } from './test.ts'

test.use({ productOf: 'chamber' })

const PEOPLE = ["Noè D'Arquàte", 'Beàta Ghirlanzòni'] as const

test('the Chamber keeps its roster, plans one sitting for two people, revokes it and sees who is owed what', async ({ office }) => {
  test.setTimeout(240_000)
  const { page } = office
  await office.login(officer)
  for (const person of PEOPLE) {
    await office.openCase(person)
    await office.requestCommission('Insieme, se si può.')
  }
  await office.logout()

  await office.login(chamber)
  await page.getByRole('link', { name: 'Esperti', exact: true }).click()
  await expect(office.title).toHaveText(/^\s*\d+ esperti$/)
  await look(page, 'chamber-experts')
  await page.getByRole('link', { name: 'Gualtiero Sambùghi' }).click()
  await expect(page.getByText(/^Tutor di: .+, fino al /)).toBeVisible()
  await page.getByText("Aggiungi un'assenza").click()
  await page.getByLabel('Dal giorno', { exact: true }).first().fill('2099-01-01')
  await page.getByLabel('Al giorno', { exact: true }).fill('2099-01-02')
  await page.getByRole('button', { name: "Scrivi l'assenza" }).click()
  await expect(page.getByText("Hai scritto l'assenza.")).toBeFocused()
  await look(page, 'chamber-expert')

  await page.getByRole('link', { name: 'Esperti', exact: true }).first().click()
  await page.getByRole('link', { name: 'Guarda i conflitti' }).click()
  await expect(page.getByText(/^Gualtiero Sambùghi ha seguito come tutor Beàta Ghirlanzòni, fino al/)).toBeVisible()
  await look(page, 'chamber-conflicts')

  await page.getByRole('link', { name: 'Pianifica', exact: true }).click()
  await expect(office.title).toHaveText(/^\s*\d+ persone aspettano la commissione$/)
  await page.getByLabel('Nome della sede').fill('Camera di commercio, sala A')
  await page.getByLabel('Provincia').selectOption('BG')
  await page.getByRole('button', { name: 'Proponi le sedute' }).click()
  await expect(page.getByRole('heading', { name: 'Le sedute proposte' })).toBeFocused()
  await expect(page.getByText(/^\d+ persone di 1 ente: 1 seduta invece di \d+\./)).toBeVisible()
  await page.getByRole('button', { name: /^Nomina 1 commissione/ }).click()
  await expect(page.getByText("Scrivi il numero dell'atto: almeno 3 caratteri.")).toBeVisible()
  await page.getByLabel("Numero dell'atto di nomina").fill('PIANO/2026/1')
  await look(page, 'chamber-plan')
  await page.getByRole('button', { name: /^Nomina 1 commissione/ }).click()
  await expect(page.getByText(/^Hai nominato 1 commissione/)).toBeFocused()
  await look(page, 'chamber-planned')

  await page.getByRole('link', { name: 'Richieste', exact: true }).click()
  await page.getByLabel('Quali richieste').selectOption({ label: 'Già nominate' })
  await page.getByRole('link', { name: PEOPLE[0] }).click()
  await expect(page.getByText('Vale per tutte le 2 persone che questa commissione esamina.').first()).toBeVisible()
  const [act] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Atto di nomina (PDF)' }).click()])
  expect(act.suggestedFilename()).toBe('nomina-PIANO-2026-1.pdf')
  await expect(page.getByRole('link', { name: 'Convocazione (PDF)' })).toBeVisible()
  await look(page, 'chamber-appointed')
  await page.getByRole('button', { name: 'Revoca la nomina' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel("Numero dell'atto di revoca").fill('REV/2026/1')
  await dialog.getByLabel('Perché la revochi').fill('Un membro non può più partecipare.')
  await look(page, 'chamber-revoke')
  await dialog.getByRole('button', { name: 'Revoca', exact: true }).click()
  await expect(page.getByText(/^Atto PIANO\/2026\/1 del .+, revocato con atto REV\/2026\/1/)).toBeVisible()
  await expect(office.title).toContainText('Nomina la commissione')
  const ended = page.getByRole('link', { name: 'Atto di revoca (PDF): PIANO/2026/1' })
  const [revocation] = await Promise.all([page.waitForEvent('download'), ended.click()])
  expect(revocation.suggestedFilename()).toBe('revoca-REV-2026-1.pdf')
  await look(page, 'chamber-revoked')

  await page.getByRole('link', { name: 'Compensi', exact: true }).click()
  await expect(office.title).toHaveText(/^\s*Compensi da pagare: /)
  await page.getByLabel('Sedute dal').fill('2020-01-01')
  await page
    .getByRole('button', { name: /^Segna come pagato il compenso di Agnese/ })
    .first()
    .click()
  await dialog.getByLabel('Riferimento').fill('MANDATO/12')
  await dialog.getByRole('button', { name: 'Segna come pagato' }).click()
  await expect(page.getByText(/^Compenso di Agnese .+ segnato come pagato\.$/)).toBeFocused()
  await look(page, 'chamber-fees')
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: "Scarica l'elenco (CSV)" }).click()])
  expect(file.suggestedFilename()).toMatch(/^compensi-2020-01-01-.*\.csv$/)
})
