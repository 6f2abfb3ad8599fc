import { look } from './look.ts'
import { officer } from './people.ts'
import { expect, test } from './test.ts'

const square = (content: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">${content}</svg>`)
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/svg+xml', buffer })

test('an officer gives the badges a picture, sees it as it comes out, and takes it back', async ({ office }) => {
  const { page } = office
  await office.login(officer)
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Badge', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Immagine dei badge')
  await expect(page.getByRole('img', { name: 'Disegnata da Attesta' })).toHaveCount(2)
  await look(page, 'badge-picture-drawn')

  const choose = page.locator('input[type=file]')
  await choose.setInputFiles(file('vuota.svg', square('<script>alert(1)</script>')))
  await expect(page.getByText('non resta nessun disegno')).toBeVisible()
  await look(page, 'badge-picture-refused')

  await choose.setInputFiles(file('marchio.svg', square('<script>alert(1)</script><circle style="fill:#297a38" cx="4" cy="4" r="4"/>')))
  await expect(page.getByText('Immagine salvata.')).toBeVisible()
  await expect(page.getByText('non resta nessun disegno')).toHaveCount(0)
  const own = page.getByRole('img', { name: 'L’immagine del tuo ente' })
  await expect(own).toHaveCount(1)
  // It is drawn, and not only named; it comes after the words.
  await expect.poll(() => own.evaluate((image: HTMLImageElement) => [image.complete, image.naturalWidth > 0])).toEqual([true, true])
  await look(page, 'badge-picture-own')

  await page.getByRole('button', { name: 'Torna al disegno di Attesta' }).click()
  await expect(page.getByText('hanno di nuovo il disegno di Attesta')).toBeVisible()
  await expect(own).toHaveCount(0)
})
