import { look } from './look.ts'
import { president } from './people.ts'
import { expect, test } from './test.ts'

test('the rules of a region are read in words, defaults are called so, and two packs are compared', async ({ office }) => {
  const { page } = office
  await office.login(president)
  await page.getByRole('link', { name: 'Regole', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Regole della procedura' })).toBeVisible()
  await look(page, 'rules')
  await page.getByRole('link', { name: /Lombardia/ }).click()
  await expect(page.getByText('la Camera di commercio della provincia')).toBeVisible()
  await expect(page.getByText('regola provvisoria: nessuno l’ha ancora confrontata con un atto').first()).toBeVisible()
  await look(page, 'rule-pack')
  await page
    .getByLabel('Confronta con')
    .selectOption({ label: 'Certificazione delle competenze, Toscana: regole di lavoro (dimostrative), 1' })
  await expect(page.getByRole('cell', { name: /Chi nomina la commissione/ })).toBeVisible()
  await look(page, 'rule-pack-compared')
  await page.getByLabel('Lingua').selectOption('en')
  await expect(page.getByRole('heading', { name: /Certification of competences, Lombardy/ })).toBeVisible()
  await expect(page.locator('dd [lang=it]', { hasText: 'Figure regolamentate/abilitanti' })).toBeVisible()
  await look(page, 'rule-pack-english')
})
