import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))

/** What a page shows first: the same for a desk and a telephone, and few kilobytes. */
const HEIGHT = 640

/** The README's pictures: where the tour stands, and on how wide a screen. */
const PICTURES: ReadonlySet<string> = new Set([
  'console-home-1280',
  'console-request-1280',
  'console-sitting-judged-1280',
  'console-offer-1280',
  'wallet-document-new-320',
  'wallet-show-here-320',
  'verifier-1280',
  'verifier-valid-1280',
])

/** Keeps what the screen shows now as a picture of the README, if it is one. `ATTESTA_PICTURES=yes` makes them all, with the tour. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.ATTESTA_PICTURES !== 'yes' || !PICTURES.has(name)) return
  mkdirSync(FOLDER, { recursive: true })
  const width = page.viewportSize()?.width ?? 0
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled', clip: { x: 0, y: 0, width, height: HEIGHT } })
}
