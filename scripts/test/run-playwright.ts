import { readFileSync, rmSync } from 'node:fs'
import { type Count, runShown } from './stage.ts'

interface Suite {
  readonly title: string
  readonly suites?: readonly Suite[]
  readonly specs: readonly { readonly title: string; readonly tests: readonly { readonly status: string }[] }[]
}

interface Report {
  readonly suites: readonly Suite[]
  readonly errors: readonly { readonly message?: string }[]
}

/** Runs the browser tests against a whole product of their own; one that passes only when repeated has failed. */
export async function runPlaywright({ chromium, report }: { chromium: string; report: string }): Promise<Count> {
  rmSync(report, { force: true })
  const code = await runShown({
    words: ['node_modules/@playwright/test/cli.js', 'test', '--config', 'tests/browser/playwright.config.ts', '--reporter=list,json'],
    env: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  })
  const { suites, errors }: Report = JSON.parse(readFileSync(report, 'utf8'))
  const tests = suites.flatMap((suite) => testsOf(suite, []))
  const faults = [
    ...tests.filter(({ status }) => status !== 'expected').map(({ name, status }) => `${name} (${status})`),
    ...errors.map(({ message }) => message ?? 'an error outside of any test'),
  ]
  return {
    passed: tests.filter(({ status }) => status === 'expected').length,
    faults: faults.length === 0 && code !== 0 ? [`playwright ended with ${code}`] : faults,
  }
}

function testsOf({ title, suites = [], specs }: Suite, above: readonly string[]): { name: string; status: string }[] {
  const path = [...above, title]
  const own = specs.flatMap((spec) => spec.tests.map(({ status }) => ({ name: [...path, spec.title].join(' › '), status })))
  return [...own, ...suites.flatMap((suite) => testsOf(suite, path))]
}
