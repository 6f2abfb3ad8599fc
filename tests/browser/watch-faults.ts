import type { BrowserContext, Page } from '@playwright/test'

/**
 * Collects what a visitor never sees and we must never have: uncaught errors, errors in the console and, among them, every
 * refusal of the Content-Security-Policy. A refused API call is an answer that the page shows, and what another host does not
 * answer is said there too: they are no faults.
 */
export function watchFaults(context: BrowserContext): string[] {
  const faults: string[] = []
  const watch = (page: Page) => {
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
    page.on('console', (message) => {
      if (message.type() !== 'error') return
      const { url } = message.location()
      const expected =
        message.text().startsWith('Failed to load resource') &&
        (/\/(api|oid4vci|oauth|openid4vp)\//.test(url) ||
          message.text().includes('net::ERR_INTERNET_DISCONNECTED') || // the test cut the network itself
          new URL(url).origin !== new URL(page.url()).origin)
      if (!expected) faults.push(`${page.url()}: ${message.text()} (${url})`)
    })
  }
  context.on('page', watch)
  for (const page of context.pages()) watch(page)
  return faults
}
