import { addresses } from './addresses.ts'
import { expect, test } from './test.ts'

test('a link says in which language verifier, wallet and console open', async ({ someone }) => {
  const { verifier, wallet, issuer } = addresses()
  for (const [address, title] of [
    [`${verifier}/`, 'Check a certificate'],
    [`${wallet}/`, /./],
    [`${issuer}/`, /./],
  ] as const) {
    const page = await someone()
    await page.goto(`${address}?lingua=en`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await expect(page).toHaveURL(address)
    await page.reload()
    await expect(page.locator('html'), 'it counts as chosen').toHaveAttribute('lang', 'en')
    await page.goto(`${address}?lingua=xx`)
    await expect(page.locator('html'), 'one that is not there changes nothing').toHaveAttribute('lang', 'en')
  }
})
