import { look } from './look.ts'
import { chamber, officer } from './people.ts'
import { expect, test } from './test.ts'

test.use({ productOf: 'whoever counts the cases of the demo' })

test('a list says how many it found, keeps what was asked for, and lets it go again', async ({ office }) => {
  const { page } = office
  const main = page.getByRole('main')
  const found = main.getByRole('status')
  await office.login(officer)
  await page.getByRole('link', { name: 'Pratiche', exact: true }).click()
  await expect(office.title).toHaveText('8 pratiche')
  await expect(found).toHaveText('8 pratiche trovate')
  await expect(page.getByLabel('Mostra')).toHaveText(/^\s*tutte le pratiche/)

  await page.getByLabel('Cerca una pratica').fill('ghirlanz')
  await expect(found).toHaveText('1 pratica trovata')
  await expect(page.getByRole('link', { name: 'Beàta Ghirlanzòni' })).toBeVisible()
  expect(page.url(), 'a name goes into no address').not.toContain('ghirlanz')
  await page.reload()
  await expect(found).toHaveText('1 pratica trovata')
  await expect(page.getByLabel('Cerca una pratica')).toHaveValue('ghirlanz')

  await page.getByLabel('Mostra').selectOption({ label: 'chiuse' })
  await expect(found).toContainText('Nessuna pratica trovata')
  expect(page.url()).toContain('stato=chiuse')
  await look(page, 'cases-none-found')
  await page.getByRole('button', { name: 'Togli i filtri' }).click()
  await expect(found).toHaveText('8 pratiche trovate')
  expect(new URL(page.url()).search).toBe('')

  await page.getByLabel('In ordine').selectOption({ label: 'numero' })
  await page.getByLabel('Solo in ritardo').check()
  await expect(page).toHaveURL(/ordine=numero&ritardo=si$/)
  await page.goBack()
  await page.goForward()
  await expect(page.getByLabel('Solo in ritardo')).toBeChecked()
})

test('a roster is narrowed down by what a Chamber looks for, each choice in the address but a name', async ({ office }) => {
  const { page } = office
  await office.login(chamber)
  await page.getByRole('link', { name: 'Esperti', exact: true }).click()
  await page.getByLabel('Settore').selectOption({ index: 1 })
  await page.getByLabel('Cerca').fill('fontan')
  await expect(page.getByRole('main').getByRole('status')).toContainText(/trovat/)
  await expect(page).toHaveURL(/\/esperti\?settore=[^&]+$/)

  // On a telephone what was found comes first, and the filters when they are asked for.
  await page.setViewportSize({ width: 320, height: 640 })
  await expect(page.getByLabel('Settore')).toBeHidden()
  const unfold = page.getByRole('button', { name: 'Filtri (2)' })
  await unfold.click()
  await expect(unfold).toHaveAttribute('aria-expanded', 'true')
  await page.getByLabel('Cerca').fill('')
  await expect(page.getByRole('button', { name: 'Filtri (1)' })).toBeVisible()
  await page.getByRole('button', { name: 'Filtri (1)' }).click()
  await look(page, 'experts-folded')
})
