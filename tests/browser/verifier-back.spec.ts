import { look } from './look.ts'
import { expect, test } from './test.ts'

const file = (name: string) => ({ name, mimeType: '', buffer: Buffer.from(name) })

test('the browser’s Back leaves a verdict for the page before it, and Forward comes back to it', async ({ verifier }) => {
  const { page } = verifier
  await verifier.open()
  const address = page.url()
  await verifier.choose(file('uno.txt'))
  await verifier.verdict({ word: 'Non valido' })
  await page.goBack()
  await expect(verifier.title).toHaveText('Verifica un attestato')
  await page.goForward()
  await verifier.verdict({ word: 'Non valido' })
  await look(page, 'verifier-forward')
  await verifier.another()
  await page.goBack()
  await verifier.verdict({ word: 'Non valido' })
  expect(page.url(), 'nothing of it is in the address').toBe(address)

  await verifier.another()
  await verifier.choose(file('due.txt'), file('tre.txt'))
  const row = page.getByRole('button', { name: /Apri .*tre\.txt/ })
  await row.click()
  await verifier.verdict({ word: 'Non valido' })
  await page.goBack()
  await expect(row, 'and goes on from its row').toBeFocused()
  await page.goForward()
  await page.getByRole('button', { name: 'Torna all’elenco' }).click()
  await expect(row).toBeFocused()
  await page.reload()
  await expect(verifier.title, 'what was in memory is gone with it').toHaveText('Verifica un attestato')
})
