import { setting } from './addresses.ts'
import { look } from './look.ts'
import { PASSWORD } from './pages/wallet.ts'
import { released, takeReleased } from './take-released.ts'
import { expect, test } from './test.ts'

const NO_ANSWER = 'Adesso non riesco a controllare: manca la rete, o il registro non risponde.'

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
  await expect(page.getByText(NO_ANSWER)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Cosa sai fare' })).toBeVisible()
  await look(page, 'wallet-document-offline')
})

test('a registry that is silent takes nothing away from a document that was checked before', async ({ office, wallet }) => {
  await takeReleased({ office, wallet })
  const issuer = Number(setting('ISSUER_PID'))
  process.kill(issuer, 'SIGSTOP')
  try {
    await wallet.checkNow()
    await expect(wallet.page.getByText(NO_ANSWER)).toBeVisible()
  } finally {
    process.kill(issuer, 'SIGCONT')
  }
  await expect(wallet.title).toContainText(released.title)
  await expect(wallet.page.getByText(/controllato oggi/)).toBeVisible()
})
