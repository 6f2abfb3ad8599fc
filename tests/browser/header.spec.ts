import type { Page } from '@playwright/test'
import { addresses } from './addresses.ts'
import { look } from './look.ts'
import { officer, president, region } from './people.ts'
import { offerReleased } from './take-released.ts'
import { expect, test } from './test.ts'

test('on a telephone the header is one line, and its menu holds the rest', async ({ office }) => {
  const { page } = office
  const header = page.getByRole('banner')
  const menu = header.getByRole('button', { name: 'Menu' })
  await office.login(president)
  await expect(office.title).toBeVisible()
  await expect(menu).toBeHidden()
  await page.setViewportSize({ width: 320, height: 640 })
  expect((await header.boundingBox())?.height).toBeLessThanOrEqual(60)
  await expect(page.getByRole('button', { name: 'Esci' })).toBeHidden()
  await menu.click()
  await expect(page.getByLabel('Lingua')).toBeVisible()
  await page.getByRole('button', { name: 'Cambia ruolo' }).click()
  await look(page, 'console-menu')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.getByRole('button', { name: /Como-Lecco/ }).click()
  await expect(menu).toHaveAttribute('aria-expanded', 'false')
  await expect(office.title).toBeFocused() // the other role's page is there
  await menu.click()
  await expect(header.getByText('Camera di commercio di Como-Lecco (dimostrativa)', { exact: true }).last()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(menu).toBeFocused()
  await expect(page.getByRole('button', { name: 'Esci' })).toBeHidden()
})

test('on a telephone the pages stand in the same menu, and a choice closes it', async ({ office }) => {
  const { page } = office
  await office.login(region)
  await page.setViewportSize({ width: 320, height: 640 })
  const pages = page.getByRole('navigation', { name: 'Menu' })
  const menu = page.getByRole('banner').getByRole('button', { name: 'Menu' })
  await expect(pages).toBeHidden()
  await menu.press('Enter')
  await expect(pages.getByRole('link', { name: 'Oggi' })).toHaveAttribute('aria-current', 'page')
  await look(page, 'console-menu-pages')
  await page.setViewportSize({ width: 320, height: 640 })
  await expect(menu).toHaveAttribute('aria-expanded', 'true')
  await pages.getByRole('link', { name: 'Registro' }).press('Enter')
  await expect(office.title).toContainText('nel registro')
  await expect(office.title).toBeFocused()
  await expect(pages).toBeHidden()
  await page.setViewportSize({ width: 1280, height: 800 })
  await expect(pages.getByRole('link', { name: 'Registro' })).toHaveAttribute('aria-current', 'page')
})

test('on a telephone the header of the wallet is one line too, locked and open', async ({ wallet }) => {
  const { page } = wallet
  const header = page.getByRole('banner')
  const height = async () => (await header.boundingBox())?.height
  await page.setViewportSize({ width: 320, height: 640 })
  const openAndExpectClosedBy = async (what: string, leave: () => Promise<unknown>) => {
    const menu = header.getByRole('button', { name: 'Menu' })
    await menu.click()
    await expect(menu).toHaveAttribute('aria-expanded', 'true')
    await leave()
    await expect(menu, what).toHaveAttribute('aria-expanded', 'false')
  }
  await wallet.open()
  expect(await height()).toBeLessThanOrEqual(60)
  await wallet.create()
  await wallet.finishCreation()
  await expect(wallet.title).toHaveText('Il portafoglio è vuoto')
  expect(await height()).toBeLessThanOrEqual(60)
  await expect(page.getByRole('link', { name: 'Impostazioni' })).toBeHidden()
  await header.getByRole('button', { name: 'Menu' }).click()
  await look(page, 'wallet-menu')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.getByRole('link', { name: 'Impostazioni' }).click()
  await expect(wallet.title).toHaveText('Impostazioni')
  await expect(header.getByRole('button', { name: 'Menu' })).toHaveAttribute('aria-expanded', 'false')
  await openAndExpectClosedBy('a touch on the page', () => page.mouse.click(160, 600))
  await openAndExpectClosedBy('the way back', () => page.goBack())
  await openAndExpectClosedBy('the focus on the page', async () => {
    for (let presses = 0; presses < 5; presses++) await page.keyboard.press('Tab')
  })
  await header.getByRole('button', { name: 'Menu' }).click()
  await header.getByRole('button', { name: 'Chiudi' }).click()
  await expect(wallet.title).toHaveText('Apri il portafoglio')
  expect(await height()).toBeLessThanOrEqual(60)
})

test('everything that is touched is 44 px, and nobody is logged in without an error in the console', async ({ office }) => {
  const { page } = office
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  await page.goto(addresses().issuer)
  await expect(office.title).toBeVisible()
  expect(errors).toEqual([])

  await office.login(officer)
  await office.openCase('Gràzia Ondèi')
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await small(page)).toEqual([])
  await office.openAttestation()
  expect(await small(page)).toEqual([])
})

/** Links and buttons in sight that a thumb would miss (WCAG 2.5.5). */
async function small(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('a, button, select, input:not([type=checkbox]):not([type=radio]), summary, label:has(input)')]
      .filter((element) => element.checkVisibility() && !element.closest('.skip-link'))
      .map((element) => ({ text: element.textContent?.trim() ?? '', height: element.getBoundingClientRect().height }))
      .filter(({ height }) => height < 44)
      .map(({ text, height }) => `${text}: ${height}`),
  )
}

test('whoever uses the keyboard sees where they are', async ({ someone }) => {
  const page = await someone()
  const { issuer, verifier, wallet } = addresses()
  for (const address of [issuer, verifier, wallet]) {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.keyboard.press('Tab')
    const outline = () =>
      page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
        return `${outlineWidth} ${outlineStyle}`
      })
    expect(await outline(), address).toBe('3px solid')
  }
})

test('on a telephone the header of a served page is one line, with its language beside the name', async ({ office }) => {
  const { page } = office
  await offerReleased(office)
  await page.getByRole('link', { name: "Torna all'attestato" }).click()
  const address = await page.locator('a[href*="/a/LOM-"]').getAttribute('href')
  await page.goto(new URL(address ?? '', addresses().issuer).href)
  await look(page, 'status-page')
  await page.setViewportSize({ width: 320, height: 640 })
  const language = page.getByRole('banner').getByRole('link', { name: 'English' })
  const [header, link, text] = await Promise.all([
    page.getByRole('banner').boundingBox(),
    language.boundingBox(),
    language.evaluate((element) => {
      const range = document.createRange()
      range.selectNodeContents(element)
      return range.getBoundingClientRect().right
    }),
  ])
  expect(header?.height).toBeLessThanOrEqual(60)
  expect(link?.y).toBeLessThan((header?.y ?? 0) + 12)
  expect(Math.abs(text - 304), 'it ends where the page ends').toBeLessThanOrEqual(1)
})
