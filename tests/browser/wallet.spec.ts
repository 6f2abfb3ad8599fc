import { look } from './look.ts'
import { released, takeReleased } from './take-released.ts'
import { expect, test } from './test.ts'

/** What the tour does not pass by: the rest of the wallet's screens, each looked at. */
test('the wallet, screen by screen', async ({ wallet }) => {
  const { page } = wallet
  await wallet.open()
  await look(page, 'wallet-first-key')
  await page.getByRole('button', { name: 'Ho già un portafoglio' }).click()
  await look(page, 'wallet-restore')
  await page.getByRole('button', { name: 'Indietro' }).click()
  await wallet.create()
  await wallet.finishCreation()
  await expect(wallet.title).toHaveText('Il portafoglio è vuoto')
  await look(page, 'wallet-empty')
  await page.getByRole('link', { name: 'Aggiungi da un link' }).click()
  await look(page, 'wallet-add')
  await page.getByLabel('Il link').fill('https://esempio.example/niente')
  await page.getByRole('button', { name: 'Avanti' }).click()
  await expect(wallet.problem).toBeVisible()
  await look(page, 'wallet-add-wrong')
})

test('a document in the wallet, and its ways out', async ({ office, wallet }) => {
  const { page } = wallet
  await takeReleased({ office, wallet })
  await look(page, 'wallet-document')
  await wallet.open('#/')
  await look(page, 'wallet-home-due')
  await wallet.openDocument(released.title)
  await page.getByRole('link', { name: 'Mostra', exact: true }).click()
  await look(page, 'wallet-show')
  await page.getByRole('button', { name: 'È lontano' }).click()
  await look(page, 'wallet-show-link')
  await page.getByRole('button', { name: 'Crea il link' }).click()
  await expect(wallet.title).toHaveText('Il link è pronto')
  await look(page, 'wallet-link')
})
