import { look } from './look.ts'
import { region } from './people.ts'
import { expect, test } from './test.ts'

test('the Region sees its figures, what should not be so, and takes the table away', async ({ office }) => {
  const { page } = office
  await office.login(region)
  await page.getByRole('link', { name: 'Cruscotto' }).click()
  await expect(office.title).toHaveText('Come va il sistema')
  await page.getByLabel('Dal').fill('2020-01-01')
  await expect(page.getByText(/attestati rilasciati dal 1 gennaio 2020/)).toBeVisible()
  for (const by of ['Camera di commercio', 'Settore', 'Mese', 'Dove si è imparato']) {
    await page.getByLabel('Distingui per').selectOption({ label: by })
    await expect(page.getByRole('columnheader', { name: by })).toBeVisible()
  }
  await look(page, 'dashboard')
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Dove si è imparato' })).toBeVisible()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Scarica la tabella (CSV)' }).click()])
  expect(file.suggestedFilename()).toMatch(/^cruscotto-context-2020-01-01-.*\.csv$/)
})
