import { readFileSync } from 'node:fs'
import { unzipSync } from 'fflate'
import { inDatabase } from './in-database.ts'
import { look } from './look.ts'
import { region } from './people.ts'
import { expect, test } from './test.ts'

test.use({ productOf: 'dashboard' })

/** What people would have answered after their phases, of two months. */
const rate = () =>
  inDatabase(
    `INSERT INTO phase_rating (id, organisation_id, phase, month, explained, helped)
     SELECT gen_random_uuid(), o.id, phase, month, 3 + n % 3, 2 + n % 4 FROM organisation o,
       unnest(ARRAY['accoglienza', 'individuazione', 'validazione', 'esame']) AS phase,
       unnest(ARRAY[date_trunc('month', now())::date, (date_trunc('month', now()) - interval '1 month')::date]) AS month, generate_series(1, 7) n
     WHERE o.slug = 'orobie-formazione'`,
  )

/** Makes half a year go by for every case that waits for something. */
const stopCases = () =>
  inDatabase(
    `SET session_replication_role = replica`, // what was done is never rewritten, but here
    `UPDATE case_transition SET at = at - interval '180 days'`,
    `UPDATE sitting SET planned_at = planned_at - interval '180 days' WHERE state = 'convened'`,
  )

test('the Region sees its figures, what should not be so, and takes the table away', async ({ office }) => {
  const { page } = office
  await rate()
  await office.login(region)
  await page.getByRole('link', { name: 'Cruscotto' }).click()
  await expect(office.title).toHaveText('Come va il sistema')
  await page.getByLabel('Dal').fill('2020-01-01')
  await expect(page.getByText(/attestati rilasciati dal 1 gennaio 2020/)).toBeVisible()
  const split = page.getByRole('region', { name: 'Dove e per chi' })
  for (const by of ['Camera di commercio', 'Settore', 'Mese', 'Dove si è imparato']) {
    await page.getByLabel('Distingui per').selectOption({ label: by })
    await expect(split.getByRole('columnheader')).toHaveText([
      by,
      'Enti abilitati',
      'Attività avviate',
      'Commissioni nominate',
      'Attestati rilasciati',
    ])
  }
  await expect(page.getByRole('link', { name: /^Bergamo: .*Vedi gli enti/ })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Nel tempo' }).getByRole('row')).toHaveCount(9)
  await look(page, 'dashboard')
  await page.reload()
  await expect(split.getByRole('columnheader', { name: 'Dove si è imparato' })).toBeVisible()
  // Days the wrong way round, while they are typed or in a link, take neither the fields nor the figures away.
  await page.getByLabel('Al', { exact: true }).fill('2019-01-01')
  await expect(page.getByLabel('Al', { exact: true })).toHaveAccessibleDescription(/il secondo non prima del primo/)
  await expect(page.getByText(/attestati rilasciati dal 1 gennaio 2020/)).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Dal')).toHaveValue('2020-01-01')
  await expect(page.getByLabel('Al', { exact: true })).toHaveValue('2019-01-01')
  await look(page, 'dashboard-days-wrong')
  await page.getByLabel('Al', { exact: true }).fill(new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Rome' }))
  await expect(page.getByText(/attestati rilasciati dal 1 gennaio 2020/)).toBeVisible()
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Scarica la tabella (CSV)' }).click()])
  expect(file.suggestedFilename()).toMatch(/^cruscotto-context-2020-01-01-.*\.csv$/)
  const [book] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Scarica tutte le tabelle (Excel)' }).click(),
  ])
  expect(book.suggestedFilename()).toMatch(/^cruscotto-2020-01-01-.*\.xlsx$/)
  expect(Object.keys(unzipSync(readFileSync(await book.path())))).toContain('xl/workbook.xml')
  await page.getByRole('link', { name: /^Bergamo: / }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Provincia')).toHaveValue('BG')
})

test('what should not be so leads to the cases, and from there to the audit file', async ({ office }) => {
  const { page } = office
  await stopCases()
  await office.login(region)
  // «Oggi» and the menu lead there as well.
  await expect(page.getByRole('link', { name: /oltre il termine/ })).toHaveAttribute('href', '/anomalie?che=late')
  await page.getByRole('link', { name: 'Anomalie', exact: true }).click()
  await expect(office.title).toHaveText(/da guardare/)
  await page.getByRole('link', { name: 'Cruscotto' }).first().click()
  await page.getByRole('link', { name: /oltre il termine/ }).click()
  await expect(office.title).toHaveText(/da guardare/)
  await expect(page).toHaveURL(/che=late/)
  await page.getByLabel('In ordine').selectOption({ label: 'ente' })
  await expect(page).toHaveURL(/ordine=ente/)
  await look(page, 'anomalies')
  await page.locator('tbody a').first().click()
  await expect(office.title).toHaveText(/Pratica /)
  await page.getByLabel('Perché lo chiedi').fill('La pratica è ferma.')
  await page.getByRole('button', { name: 'Prepara il fascicolo' }).click()
  await look(page, 'supervised-case')
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Scarica il fascicolo (zip)' }).click()])
  expect(file.suggestedFilename()).toMatch(/^fascicolo-.*\.zip$/)
})
