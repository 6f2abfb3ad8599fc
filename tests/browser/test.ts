import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { ConsolePages } from './pages/console.ts'
import { VerifierPages } from './pages/verifier.ts'
import { WalletPages } from './pages/wallet.ts'
import { watchFaults } from './watch-faults.ts'

interface Browsers {
  /** A browser of their own for each: the officer's, the citizen's, the employer's. Whatever fails silently in one fails the test. */
  readonly someone: (options?: { readonly locale?: string }) => Promise<Page>
  readonly office: ConsolePages
  readonly wallet: WalletPages
  readonly verifier: VerifierPages
}

export const test = base.extend<Browsers>({
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
