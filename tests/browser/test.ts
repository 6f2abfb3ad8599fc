import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { putAwayCamera, showNothing } from './camera.ts'
import { ConsolePages } from './pages/console.ts'
import { VerifierPages } from './pages/verifier.ts'
import { WalletPages } from './pages/wallet.ts'
import { startProductForTests } from './start-product.ts'
import { watchFaults } from './watch-faults.ts'

interface Browsers {
  /** A browser of their own for each: the officer's, the citizen's, the employer's. Whatever fails silently in one fails the test. */
  readonly someone: (options?: { readonly locale?: string }) => Promise<Page>
  readonly office: ConsolePages
  readonly wallet: WalletPages
  readonly verifier: VerifierPages
}

interface Shared {
  /**
   * Whose product a spec acts on. One that spends cases of the demo which others need, or counts all there is, names its own: Playwright
   * gives it a worker, and so a product, that no other spec touches, in whatever order they run.
   */
  readonly productOf: string
  /** A whole product and a camera for each worker: what one does to it, no other worker meets. */
  readonly product: undefined
}

export const test = base.extend<Browsers, Shared>({
  productOf: ['everyone', { scope: 'worker', option: true }],
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
    async ({}, use) => {
      showNothing()
      const stop = await startProductForTests()
      await use(undefined)
      await stop()
      putAwayCamera()
    },
    { scope: 'worker', auto: true, timeout: 180_000 },
  ],
  someone: async ({ browser, contextOptions }, use) => {
    const opened: { context: BrowserContext; faults: string[] }[] = []
    await use(async (options = {}) => {
      const context = await browser.newContext({ ...contextOptions, permissions: ['clipboard-read', 'clipboard-write'], ...options })
      opened.push({ context, faults: watchFaults(context) })
      return context.newPage()
    })
    const faults = opened.flatMap((one) => one.faults)
    await Promise.all(opened.map(({ context }) => context.close()))
    expect(faults, 'errors in the console').toEqual([])
  },
  office: async ({ someone }, use) => use(new ConsolePages(await someone())),
  wallet: async ({ someone }, use) => use(new WalletPages(await someone())),
  verifier: async ({ someone }, use) => use(new VerifierPages(await someone())),
})

export { expect } from '@playwright/test'
