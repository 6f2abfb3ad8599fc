import { look } from './look.ts'
import { officer } from './people.ts'
import { expect, test } from './test.ts'

/** The tour's person with two acts (README, step 9). */
const person = 'Zoè Rondinèlla'

test('two acts that stack up leave the wallet as one record, which the verifier judges with both', async ({ office, wallet, verifier }) => {
  const { page } = office
  await office.login(officer)
  for (const which of [0, 1]) {
    await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
    await page.getByRole('link', { name: person }).nth(which).click()
    await office.openAttestation()
    await office.openHandover()
    const { walletLink, txCode } = await office.offer()
    if (which === 0) await wallet.createAndTake({ walletLink, txCode, title: 'Competenze del profilo Diversity Manager' })
    else {
      await wallet.page.goto(walletLink)
      await wallet.take(txCode)
      await wallet.received('Competenze del profilo Diversity Manager')
    }
  }
  const [download] = await Promise.all([
    wallet.page.waitForEvent('download'),
    wallet.page.getByRole('button', { name: 'Scarica il percorso' }).click(),
  ])
  const record = await download.path()
  await wallet.open('#/')
  await expect(wallet.page.getByText(/^N\. LOM-/), 'two cards of one title differ').toHaveCount(2)
  await look(wallet.page, 'wallet-home-two')
  await verifier.open()
  await verifier.drop(record, 'percorso.json')
  await verifier.verdict({ word: 'Valido' })
})
