import { readFileSync, rmSync } from 'node:fs'
import { type Count, runShown } from './stage.ts'

interface Report {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number }
}

/** Runs the browser tests against a whole product of their own; one that passes only when repeated has failed. */
export async function runPlaywright({ chromium, report }: { chromium: string; report: string }): Promise<Count> {
  rmSync(report, { force: true })
  const code = await runShown({
    words: ['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/browser/playwright.config.ts', '--reporter=list,json'],
    env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  const { stats }: Report = JSON.parse(readFileSync(report, 'utf8'))
  return { passed: stats.expected, failed: Math.max(stats.unexpected + stats.flaky, code === 0 ? 0 : 1) }
}
