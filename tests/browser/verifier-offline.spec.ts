import { look } from './look.ts'
import { takeReleased } from './take-released.ts'
import { expect, test } from './test.ts'

test('the verifier opens without network, judges what it is shown, and says since when it knows the registers', async ({
  office,
  wallet,
  verifier,
}) => {
  const { page } = verifier
  await takeReleased({ office, wallet })
  const files = [await wallet.download('Scarica (SD-JWT)'), await wallet.download('Scarica (Open Badge)')]
  await verifier.open()
  await page.waitForFunction(() => navigator.serviceWorker.controller)

  await page.context().setOffline(true)
  await page.reload()
  await verifier.drop(files[0] ?? '', 'attestato.txt')
  await verifier.verdict({ word: 'Non verificabile' })
  await expect(page.getByText('L’ultima volta che questo dispositivo l’ha chiesto')).toHaveCount(0)

  await page.context().setOffline(false)
  await verifier.another()
  for (const file of files) {
    await verifier.drop(file)
    await verifier.verdict({ word: 'Valido' })
    await verifier.another()
  }

  await page.context().setOffline(true)
  await page.reload()
  for (const file of files) {
    await verifier.drop(file)
    await verifier.verdict({ word: 'Non verificabile' })
    await expect(page.getByText(/L’ultima volta che questo dispositivo l’ha chiesto, il \S+ .*era in vigore/).first()).toBeVisible()
    await expect(page.getByText('Valido', { exact: true })).toHaveCount(0)
    await look(page, 'verifier-offline')
    await verifier.another()
  }
})
