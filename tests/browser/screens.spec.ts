import { look } from './look.ts'
import { chamber, expert, officer, region, thirdSectorOfficer } from './people.ts'
import { expect, test } from './test.ts'

/** A line of links, with its border. */
const ONE_LINE = 56

for (const [role, person] of Object.entries({ officer, chamber, expert, region, 'third-sector': thirdSectorOfficer })) {
  test(`every screen of the menu, and the first thing of every list: ${role}`, async ({ office }) => {
    const { page } = office
    await office.login(person)
    const menu = page.getByRole('navigation', { name: 'Menu' })
    const addresses = await menu.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    for (const address of addresses) {
      await page.goto(new URL(address, page.url()).href)
      await expect(office.title).toBeVisible()
      expect((await menu.boundingBox())?.height, 'the menu is one line').toBeLessThanOrEqual(ONE_LINE)
      await page.waitForLoadState('networkidle') // what a page asks for after its first answer
      const name = `menu-${role}${address.replaceAll('/', '-')}`
      await look(page, name)
      const first = page.getByRole('main').locator('a.row-link').first()
      if ((await first.count()) === 0) continue
      await first.click()
      await expect(page).not.toHaveURL(new RegExp(`${address}$`))
      await expect(office.title).toBeVisible()
      await page.waitForLoadState('networkidle')
      await look(page, `${name}-first`)
    }
  })
}
