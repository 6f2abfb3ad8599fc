import { addresses } from './addresses.ts'
import { officer } from './people.ts'
import { expect, test } from './test.ts'

const KB = 1000

/** What an old phone on a slow line waits for: page, code, style and one language, as they travel (design.md §6). Fonts come after. */
test('the first load is small, and nothing of it travels uncompressed', async ({ someone }) => {
  for (const [app, limit] of [
    ['verifier', 30 * KB],
    ['wallet', 40 * KB],
  ] as const) {
    const page = await someone()
    await page.goto(addresses()[app])
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    const loaded = await page.evaluate(() =>
      ([...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')] as PerformanceResourceTiming[])
        .filter(({ name }) => /(\/|start-\S+|it-\S+)$/.test(new URL(name).pathname))
        .map(({ name, encodedBodySize: travels, decodedBodySize: is }) => ({ name: new URL(name).pathname, travels, is })),
    )
    expect(loaded.length).toBeGreaterThanOrEqual(4)
    expect(loaded.filter(({ travels, is }) => travels >= is)).toEqual([])
    const total = loaded.reduce((sum, { travels }) => sum + travels, 0)
    expect(total, JSON.stringify(loaded)).toBeLessThanOrEqual(limit)
  }
})

/** Someone who comes back to the console waits for all of this before «Oggi» stands there (the letters come after). */
test('the first load of the console is small, for somebody who is logged in', async ({ office }) => {
  const { page } = office
  await office.login(officer)
  await page.goto(addresses().issuer)
  await expect(office.title).toBeVisible()
  const loaded = await page.evaluate(() =>
    ([...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')] as PerformanceResourceTiming[])
      .filter(({ name }) => !/^\/api\/|\.(woff2|svg)$/.test(new URL(name).pathname))
      .map(({ name, encodedBodySize: travels }) => ({ name: new URL(name).pathname, travels })),
  )
  expect(loaded.some(({ name }) => /Home-/.test(name))).toBe(true)
  const total = loaded.reduce((sum, { travels }) => sum + travels, 0)
  expect(total, JSON.stringify(loaded)).toBeLessThanOrEqual(120 * KB)
})

/** A press that meets a page on the move goes beside: seen as «Accedi» that led nowhere. */
test('letters that come late move nothing', async ({ someone }) => {
  const page = await someone()
  let give = () => {}
  const late = new Promise<void>((resolve) => (give = resolve))
  await page.route('**/*.woff2', async (route) => {
    await late
    await route.continue()
  })
  await page.goto(addresses().issuer, { waitUntil: 'commit' })
  const enter = page.getByRole('link', { name: 'Accedi' })
  await expect(enter).toBeVisible()
  const before = await enter.boundingBox()
  give()
  await page.evaluate(async () => {
    await Promise.all([...document.fonts].map((face) => face.load()))
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })
  expect(await enter.boundingBox()).toEqual(before)
})
