import { look } from './look.ts'
import { PASSWORD } from './pages/wallet.ts'
import { leccoChamber, leccoOfficer, officer } from './people.ts'
import { expect, test } from './test.ts'

const person = 'Ludovìca Brianzè'

test('a form that fails keeps what was typed: refused, without network, after a reload', async ({ office }) => {
  const { page } = office
  await office.login(leccoOfficer)
  await office.openCase(person)
  const note = page.getByLabel('Nota per la Camera')
  await note.fill('Serve una sala senza barriere.')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Chiedi la commissione' }).click()
  // Other parts of the page that were still being read have an alert of their own.
  await expect(page.getByRole('region', { name: 'Chiedi la commissione' }).getByRole('alert')).toBeVisible()
  await expect(note).toHaveValue('Serve una sala senza barriere.')
  await page.context().setOffline(false)
  await page.reload()
  await expect(note).toHaveValue('Serve una sala senza barriere.')
  await page.getByRole('button', { name: 'Chiedi la commissione' }).click()
  await expect(page.getByText('Ora tocca alla Camera di commercio')).toBeVisible()
  await office.logout()

  await office.login(leccoChamber)
  await office.openRequest(person)
  await page.getByLabel('Giorno e ora della seduta').fill('')
  await page.getByRole('button', { name: 'Nomina la commissione' }).click()
  await expect(page.getByText("Scrivi il numero dell'atto")).toBeVisible()
  await expect(page.getByText("Scegli un giorno e un'ora")).toBeVisible()
  await look(page, 'console-request-errors')
})

test('a wrong number does not release, a wrong password does not open', async ({ office, wallet }) => {
  await wallet.open()
  await wallet.choosePassword('corta')
  await expect(wallet.page.getByText('È troppo corta: servono almeno 10 caratteri.')).toBeVisible()
  await expect(wallet.page.getByLabel('La tua password')).toHaveValue('corta')
  await look(wallet.page, 'wallet-short-password')
  await wallet.create()
  await wallet.finishCreation()
  await wallet.page.getByRole('button', { name: 'Chiudi', exact: true }).click()
  await wallet.unlock('sette lucciole in coda')
  await expect(wallet.problem).toContainText('Non è questa la password.')
  await look(wallet.page, 'wallet-wrong-password')
  await wallet.unlock(PASSWORD)
  await expect(wallet.title).toHaveText('Il portafoglio è vuoto')

  await office.login(officer)
  await office.openCase('Gràzia Ondèi')
  await office.openAttestation()
  await office.page.getByRole('button', { name: 'Sospendi', exact: true }).click()
  const dialog = office.page.getByRole('dialog')
  await dialog.getByLabel('Spiegazione').fill('Da verificare.')
  await dialog.getByLabel('Scrivi il numero di registro').fill('LOM-0')
  await dialog.getByRole('button', { name: 'Sospendi', exact: true }).click()
  await expect(dialog.getByText(/Il numero non è uguale: copia LOM-/)).toBeVisible()
  await expect(dialog.getByText('Scegli il motivo.')).toBeVisible()
  await expect(dialog.getByLabel('Spiegazione')).toHaveValue('Da verificare.')
  await look(office.page, 'console-suspend-errors')
  await dialog.getByRole('button', { name: 'Non ora' }).click()
})
