import { readFileSync, rmSync } from 'node:fs'
import { type Count, runShown } from './stage.ts'

interface Report {
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

export interface VitestInput {
  /** Folders or files; all when empty. */
  readonly paths: readonly string[]
  /** Patterns of files that are left out. */
  readonly without?: readonly string[]
  /** PostgreSQL that the integration tests make their databases on. */
  readonly databaseUrl: string
  readonly report: string
}

/** Runs vitest and counts its tests; a file that cannot even be loaded is one failure. */
export async function runVitest({ paths, without = [], databaseUrl, report }: VitestInput): Promise<Count> {
  rmSync(report, { force: true })
  const code = await runShown({
    words: [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...paths,
      ...without.map((pattern) => `--exclude=${pattern}`),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    env: { ATTESTA_TEST_DATABASE_URL: databaseUrl, NODE_ENV: 'test' },
  })
  const { testResults }: Report = JSON.parse(readFileSync(report, 'utf8'))
  const statuses = testResults.flatMap(({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((one) => one.status !== 'failed')
      ? [...assertionResults.map((one) => one.status), 'failed']
      : assertionResults.map((one) => one.status),
  )
  const count = (wanted: string) => statuses.filter((status) => status === wanted).length
  return { passed: count('passed'), failed: Math.max(count('failed'), code === 0 ? 0 : 1) }
}
