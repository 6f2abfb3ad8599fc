import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import { picture } from './picture.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** WCAG 2.1 A and AA, and what EN 301 549 adds; axe's own practice rules on top. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'EN-301-549', 'best-practice']
const LOCALES = [
  'ui/locales/it',
  'ui/locales/verdict/it',
  'issuer/web/locales/it',
  'issuer/web/locales/later/it',
  'verifier/web/locales/it',
  'wallet-web/web/locales/it',
  'wallet-web/web/locales/later/it',
]
/** Names of texts, which are seen where a page was shown before its words were loaded. */
const NAMES: ReadonlySet<string> = new Set(
  LOCALES.flatMap((path) => Object.keys(JSON.parse(readFileSync(new URL(`../../${path}.json`, import.meta.url), 'utf8')))),
)
/** What stands in a sentence where a value was missing: JavaScript's own words, and places of a text that nobody filled. */
const UNFILLED = /\[object \w+\]|Invalid Date|(?<![\p{L}\d])(?:undefined|NaN|null)(?![\p{L}\d])|\{\p{L}\w*[},]/gu
const PICTURES = fileURLToPath(new URL('../../test-results/screenshots/', import.meta.url))

/** A desk, and the narrowest screen that WCAG 2.1 §1.4.10 asks for. */
const WIDTHS = [320, 1280] as const

declare global {
  interface Window {
    axe: {
      run(
        context: Document,
        options: object,
      ): Promise<{ violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] }>
    }
  }
}

/**
 * Looks at the page as it stands, narrow and wide: keeps a picture (test-results/screenshots/NAME-WIDTH.png), and notes every
 * accessibility fault, a sideways scroll, a page that has not exactly one title, the name of a text where the text should stand, and
 * what a program says where it had nothing to say (`undefined`). The test goes on and fails at its end.
 * `ATTESTA_LOOK=no` walks past, for whoever writes a test.
 */
export async function look(page: Page, name: string): Promise<void> {
  if (process.env.ATTESTA_LOOK === 'no') return
  mkdirSync(PICTURES, { recursive: true })
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 320 ? 640 : 800 })
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    await page.screenshot({ path: `${PICTURES}${name}-${width}.png`, fullPage: true, animations: 'disabled' })
    await picture(page, `${name}-${width}`)
    expect.soft(await faults(page), `${name} at ${width} px`).toEqual([])
  }
}

async function faults(page: Page): Promise<string[]> {
  // Evaluated, not a script tag: the page's policy holds.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const violations = await page.evaluate(async (tags) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    )
  }, TAGS)
  // biome-ignore lint/performance/useDomNodeTextContent: in it the last word of one block and the first of the next are one
  const text = await page.evaluate(() => document.body.innerText)
  const names = [...new Set(text.split(/[\s:,]+/))].filter((word) => word.includes('.') && NAMES.has(word))
  const layout = await page.evaluate(() => ({
    sideways: document.documentElement.scrollWidth > window.innerWidth,
    titles: document.querySelectorAll('h1').length,
  }))
  return [
    ...violations,
    ...names.map((name) => `says ${name}`),
    ...new Set(Array.from(text.matchAll(UNFILLED), ([unfilled]) => `says ${unfilled}`)),
    ...(layout.sideways ? ['scrolls sideways'] : []),
    ...(layout.titles === 1 ? [] : [`${layout.titles} h1 titles`]),
  ]
}
