import { readFileSync, rmSync } from 'node:fs'
import { type Count, runShown } from './stage.ts'
import type { VitestReport } from './vitest-report.ts'

export interface VitestInput {
  /** Folders or files; all when empty. */
  readonly paths: readonly string[]
  /** Patterns of files that are left out. */
  readonly without?: readonly string[]
  /** PostgreSQL that the integration tests make their databases on. */
  readonly databaseUrl: string
  readonly report: string
}

/** Runs vitest and counts its tests; a hook that fails, a file that cannot be loaded and an error outside of any test are failures too. */
export async function runVitest({ paths, without = [], databaseUrl, report }: VitestInput): Promise<Count> {
  rmSync(report, { force: true })
  const code = await runShown({
    words: [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...paths,
      ...without.map((pattern) => `--exclude=${pattern}`),
      '--reporter=default',
      '--reporter=./scripts/test/vitest-report.ts',
    ],
    env: { ATTESTA_TEST_DATABASE_URL: databaseUrl, ATTESTA_TEST_REPORT: report, NODE_ENV: 'test' },
  })
  const { passed, notRun, faults }: VitestReport = JSON.parse(readFileSync(report, 'utf8'))
  return { passed, notRun, faults: faults.length === 0 && code !== 0 ? [`vitest ended with ${code}`] : faults }
}
