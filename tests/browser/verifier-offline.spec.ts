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
    await expect(page.getByText(/se chi lo ha rilasciato è ancora riconosciuto: .* il .+, lo era\./).last()).toBeVisible()
    await expect(page.locator('.chain .tone-ok')).toHaveCount(2) // the commission and its decision: what was decided, was decided
    await expect(page.getByText('Valido', { exact: true })).toHaveCount(0)
    await look(page, 'verifier-offline')
    await verifier.another()
  }

  // Whom to trust was last asked five weeks ago.
  await page.evaluate(async () => {
    const [name = ''] = (await caches.keys()).filter((key) => key.startsWith('verifier-'))
    const cache = await caches.open(name)
    const kept = await cache.match('/api/trust')
    if (kept?.headers.get('x-kept-at') == null) throw new Error('whom to trust was kept without its date')
    const headers = { 'content-type': 'application/json', 'x-kept-at': new Date(Date.now() - 35 * 86_400_000).toISOString() }
    await cache.put('/api/trust', new Response(await kept.text(), { headers }))
  })
  await page.reload()
  await verifier.drop(files[0] ?? '', 'attestato.txt')
  await verifier.verdict({ word: 'Non verificabile' })
  await expect(page.getByText(/Non so più di chi fidarmi: .* più di 30 giorni fa/).first()).toBeVisible()
  await look(page, 'verifier-forgotten')
})
