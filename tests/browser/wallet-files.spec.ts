import { readFile } from 'node:fs/promises'
import { look } from './look.ts'
import { PASSWORD } from './pages/wallet.ts'
import { offerReleased, released, takeReleased } from './take-released.ts'
import { expect, test } from './test.ts'

const FILES = [
  ['Scarica il PDF', '%PDF-1.7'],
  ['Scarica la credenziale europea', '{'],
  ['Scarica il badge', '\u0089PNG'],
] as const

test('paper, European credential and badge come with the document, are there without network, and the verifier takes them', async ({
  office,
  wallet,
  verifier,
}) => {
  const { page } = wallet
  await takeReleased({ office, wallet })
  await page.waitForFunction(() => navigator.serviceWorker.controller)
  await page.context().setOffline(true)
  await page.reload()
  await wallet.unlock(PASSWORD)
  const saved: string[] = []
  for (const [button, begins] of FILES) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()])
    const path = await file.path()
    expect((await readFile(path)).subarray(0, 8).toString('latin1')).toContain(begins)
    saved.push(path)
  }
  await look(page, 'wallet-document-files')
  await verifier.open()
  await verifier.drop(saved[0] ?? '', 'attestato.pdf')
  await verifier.verdict({ word: 'Valido' })
  await verifier.another()
  await verifier.drop(saved[2] ?? '', 'badge.png')
  await verifier.verdict({ word: 'Valido' })
})

test('a receipt whose files do not come succeeds, and the page says what to do', async ({ office, wallet }) => {
  const { page } = wallet
  const { walletLink, txCode } = await offerReleased(office)
  // An answer that is no file, as a busy service gives: a refusal would be an error in the console.
  await page.route('**/oid4vci/renderings/*', (route) =>
    route.fulfill({ status: 200, body: '', headers: { 'access-control-allow-origin': '*' } }),
  )
  await wallet.createAndTake({ walletLink, txCode, title: released.title })
  await expect(page.getByText('Il PDF, la credenziale europea e il badge non sono qui')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Scarica il PDF' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Scarica (SD-JWT)' })).toBeVisible()
})
