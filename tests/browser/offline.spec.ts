import { look } from './look.ts'
import { PASSWORD } from './pages/wallet.ts'
import { released, takeReleased } from './take-released.ts'
import { expect, test } from './test.ts'

test('the wallet opens without network and shows its documents', async ({ office, wallet }) => {
  await takeReleased({ office, wallet })
  const { page } = wallet
  await page.waitForFunction(() => navigator.serviceWorker.controller)

  await page.context().setOffline(true)
  await page.reload()
  await expect(wallet.title).toHaveText('Apri il portafoglio')
  await look(page, 'wallet-locked-offline')
  await wallet.unlock(PASSWORD)
  await expect(wallet.title).toContainText(released.title)
  await wallet.openDocument(released.title)
  await wallet.checkNow()
  await expect(page.getByText('Adesso non riesco a controllare: manca la rete.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Cosa sai fare' })).toBeVisible()
  await look(page, 'wallet-document-offline')
})
