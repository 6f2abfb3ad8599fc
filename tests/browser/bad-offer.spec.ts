import { addresses } from './addresses.ts'
import { inDatabase } from './in-database.ts'
import { look } from './look.ts'
import { PASSWORD } from './pages/wallet.ts'
import { offerReleased, released } from './take-released.ts'
import { expect, test } from './test.ts'

/** A code that is certainly another one. */
const wrong = (txCode: string) => (txCode === '000000' ? '111111' : '000000')

test('a wrong code says how many tries are left; the tenth blocks the offer, and a new one takes a click', async ({ office, wallet }) => {
  const { walletLink, txCode } = await offerReleased(office)
  await wallet.page.goto(walletLink)
  await wallet.create()
  await wallet.finishCreation()
  await wallet.take('12')
  await expect(wallet.page.getByText('Scrivi il codice per intero: sono 6 cifre.')).toBeVisible()
  for (let left = 9; left > 0; left--) {
    await wallet.take(wrong(txCode))
    await expect(wallet.problem).toContainText(`Tentativi rimasti: ${left}.`)
    if (left === 9) await look(wallet.page, 'wallet-wrong-code')
  }
  await wallet.take(wrong(txCode))
  await expect(wallet.problem).toContainText('bloccata')
  await expect(wallet.page.getByRole('button', { name: 'Ricevi il documento' }), 'nothing more to press').toHaveCount(0)
  await look(wallet.page, 'wallet-blocked')
  await wallet.page.reload()
  await wallet.unlock(PASSWORD)
  await expect(wallet.problem).toContainText('bloccata')

  await expect(office.page.getByText('La consegna è bloccata', { exact: true })).toBeVisible()
  await look(office.page, 'console-offer-blocked')
  const again = await office.offer()
  await wallet.page.goto(again.walletLink)
  await wallet.take(again.txCode)
  await wallet.received(released.title)
})

test('an offer names body and title; a fault of the issuer costs neither the code nor the document', async ({ office, wallet }) => {
  const { walletLink, txCode } = await offerReleased(office)
  const { page } = wallet
  await page.goto(walletLink)
  await wallet.create()
  await wallet.finishCreation()
  await expect(page.getByText(released.title, { exact: true })).toBeVisible()
  await expect(page.getByText('Te lo offre Orobie Formazione e Lavoro')).toBeVisible()
  await expect(page.locator('body')).not.toContainText(/Ondèi|Gràzia/)
  await page.route('**/oid4vci/credential', (route) =>
    route.fulfill({ status: 500, headers: { 'access-control-allow-origin': '*' }, json: {} }),
  )
  await wallet.take(txCode)
  await expect(wallet.problem).toContainText('ha avuto un guasto')
  await expect(page.getByText('Il codice è giusto: non devi riscriverlo.')).toBeVisible()
  await look(page, 'wallet-issuer-fault')
  await page.unroute('**/oid4vci/credential')
  await page.getByRole('button', { name: 'Ricevi il documento' }).click()
  await wallet.received(released.title)
  await expect(page.getByText('Ricevuto da Orobie Formazione e Lavoro')).toBeVisible()
})

test('a used, a replaced, an expired and an unknown offer each say so', async ({ office, wallet }) => {
  const again = wallet.page.getByRole('button', { name: 'Riprova' })
  const used = await offerReleased(office)
  await wallet.createAndTake({ ...used, title: released.title })
  await wallet.page.goto(used.walletLink)
  await expect(wallet.problem).toContainText('già stata usata')
  await expect(wallet.problem).toContainText("chiedi all'ente di prepararne una nuova")
  await expect(again).toHaveCount(0)
  await look(wallet.page, 'wallet-used-offer')

  const replaced = await office.offer()
  const expired = await office.offer()
  await wallet.page.goto(replaced.walletLink)
  await expect(wallet.problem).toContainText('sostituita')
  await expect(again).toHaveCount(0)

  await expireOpenOffers()
  await wallet.page.goto(expired.walletLink)
  await expect(wallet.problem).toContainText('scaduta')
  await expect(again).toHaveCount(0)
  await expect(office.page.getByText('La consegna è scaduta', { exact: true })).toBeVisible()
  await look(office.page, 'console-offer-expired')

  await wallet.page.goto(expired.walletLink.slice(0, -4))
  await expect(wallet.problem).toContainText('non esiste')
  await expect(again).toHaveCount(0)

  // What may pass by itself is tried again.
  await wallet.page.route(`${addresses().issuer}/**`, (route) => route.abort())
  await wallet.page.goto(used.walletLink)
  await expect(wallet.problem).toContainText('Non riesco a raggiungere')
  await wallet.page.unroute(`${addresses().issuer}/**`)
  await again.click()
  await expect(wallet.problem).toContainText('già stata usata')
})

/** What a day does to an offer that nobody takes. */
const expireOpenOffers = () =>
  inDatabase(
    `UPDATE credential_offer SET created_at = created_at - interval '2 days', expires_at = expires_at - interval '2 days'
     WHERE used_at IS NULL AND blocked_at IS NULL AND withdrawn_at IS NULL`,
  )
