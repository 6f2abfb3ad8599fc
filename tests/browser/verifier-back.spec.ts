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

test('a picture that carries a program beside its badge is said to do so', async ({ verifier }) => {
  const { page } = verifier
  const picture = (content: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:ob="https://purl.imsglobal.org/ob/v3p0"><ob:credential>{"a":1}</ob:credential>${content}</svg>`
  const svg = (content: string) => ({ name: 'badge.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(picture(content)) })
  await verifier.open()
  await verifier.choose(svg('<script>alert(1)</script>'))
  await expect(page.getByText('Attenzione: l’immagine porta anche parti attive')).toBeVisible()
  await look(page, 'verifier-active-picture')
  await verifier.another()
  await verifier.choose(svg('<path d="M0 0"/>'))
  await expect(verifier.title).toHaveText(/Non /)
  await expect(page.getByText('parti attive')).toHaveCount(0)
})
