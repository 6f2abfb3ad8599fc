import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { staleTargets } from '../build/targets.ts'
import { debianPrograms } from '../postgres/programs.ts'
import { startPostgres } from '../postgres/start.ts'
import { findChromium } from './chromium.ts'
import { findPdfTools, pdfToolsAreHere } from './pdf-tools.ts'
import { runPlaywright } from './run-playwright.ts'
import { runVitest } from './run-vitest.ts'
import { type Count, runShown, stage, summary } from './stage.ts'

const RESULTS = resolve('test-results')
/** Those that talk to a database; they run once more on every other PostgreSQL that is at hand. */
const INTEGRATION = {
  paths: ['tests/issuer', 'tests/verifier'],
  // What dies there is the issuer, whatever PostgreSQL it wrote to: two hundred times once is enough.
  without: ['tests/issuer/kill/**'],
}

/** Thrown away when the tests are over; nothing in them cuts the power. */
const FOR_TESTS = { max_connections: 200, fsync: 'off' }

const check =
  (...words: string[]) =>
  async (): Promise<Count> => {
    const code = await runShown({ words })
    return code === 0 ? { passed: 1, faults: [] } : { passed: 0, faults: [`ended with ${code}`] }
  }

/** `npm test`: each stage runs whatever the ones before it said; the last line adds them up. */
async function main(): Promise<void> {
  const began = performance.now()
  mkdirSync(RESULTS, { recursive: true })
  const temporary = mkdtempSync(join(tmpdir(), 'attesta-test-'))
  const embedded = await startPostgres({ dataDir: join(temporary, 'embedded'), settings: FOR_TESTS })
  process.on('exit', () => rmSync(temporary, { recursive: true, force: true }))

  const counts: Count[] = []
  const run = async (title: string, work: () => Promise<Count>) => void counts.push(await stage(title, work))
  try {
    // First: types and tests read what is generated.
    await run('build', staleTargets().length === 0 ? async () => ({ passed: 1, faults: [] }) : check('.cache/scripts/build.mjs'))
    await run('lint and format', check('node_modules/@biomejs/biome/bin/biome', 'check', '.'))
    // One core each.
    await Promise.all([
      run('types', check('node_modules/typescript/bin/tsc', '--noEmit')),
      run(
        'types of components',
        check('node_modules/svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.json', '--fail-on-warnings'),
      ),
    ])
    findPdfTools()
    await run('unit and integration', () => runVitest({ paths: [], databaseUrl: embedded.url, report: join(RESULTS, 'vitest.json') }))
    await runOnOthers({ temporary, run })
    await run('browser', async () => runPlaywright({ chromium: await findChromium(), report: join(RESULTS, 'playwright.json') }))
  } finally {
    await embedded.stop()
  }

  const faults = counts.flatMap((count) => count.faults)
  console.log(`\nAll stages: ${Math.round((performance.now() - began) / 1000)} s`)
  // Once more at the end: of a long log often only that is kept.
  for (const fault of faults) console.log(`✗ ${fault}`)
  if (!pdfToolsAreHere()) console.log('NOT RUN: what poppler and qpdf say about our PDF. Install poppler-utils and qpdf.')
  console.log(summary(counts))
  process.exit(faults.length === 0 ? 0 : 1)
}

interface Others {
  readonly temporary: string
  readonly run: (title: string, work: () => Promise<Count>) => Promise<void>
}

/** The oldest PostgreSQL that is promised (15), where Debian's is installed; and the one that `TEST_DATABASE_URL` names. */
async function runOnOthers({ temporary, run }: Others): Promise<void> {
  const programs = debianPrograms(15)
  if (programs !== undefined) {
    const debian = await startPostgres({ dataDir: join(temporary, 'debian'), settings: FOR_TESTS, programs })
    await run('integration on PostgreSQL 15', () =>
      runVitest({ ...INTEGRATION, databaseUrl: debian.url, report: join(RESULTS, 'vitest-15.json') }),
    )
    await debian.stop()
  }
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined) {
    await run('integration on TEST_DATABASE_URL', () =>
      runVitest({ ...INTEGRATION, databaseUrl: given, report: join(RESULTS, 'vitest-given.json') }),
    )
  }
}

await main()
