import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadConfig } from '../../http/config.ts'
import { openPool } from '../../http/db.ts'
import { seedLarge } from '../../issuer/demo/large/seed-large.ts'
import { openIssuerKeystore, prepareIssuer } from '../../issuer/prepare.ts'
import { issuerWorld } from '../../issuer/world.ts'
import { startPostgres } from '../postgres/start.ts'
import { addressesOf } from '../start/addresses.ts'
import { lockData } from '../start/lock.ts'

const CASES = 1000
const VOLUNTEERS = 1000

/**
 * `npm run demo:large [-- --cases N]`: fills a data folder of its own with sixty organisations and their history since 2024, each act
 * done by the step that does it for real, and a third-sector body with a thousand volunteers. `ATTESTA_DATA` names another folder; the addresses must be those of the `npm start` after it.
 */
async function main(words: readonly string[]): Promise<void> {
  const cases = casesOf(words)
  const dataDir = resolve(process.env.ATTESTA_DATA ?? '.data/large')
  const addresses = addressesOf({ given: { ...process.env, ATTESTA_DATA: dataDir } })
  const finished = join(dataDir, 'large.json')
  if (existsSync(finished)) return say(dataDir, 'is already there')
  if (existsSync(join(dataDir, 'postgres')))
    throw new Error(
      `${dataDir} holds other data, or a large demo that was interrupted: delete it, or name another folder with ATTESTA_DATA.`,
    )
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const unlock = lockData(addresses)
  process.on('exit', unlock)

  // Nothing of it cannot be made again: it need not be on the disk at each step.
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), settings: { synchronous_commit: 'off' } })
  try {
    const config = loadConfig({ ...addresses.env, DATABASE_URL: postgres.url })
    const pool = openPool(config)
    const keystore = await openIssuerKeystore(config)
    await prepareIssuer({ config, pool, keystore, migrations: resolve('prisma/migrations') })
    const began = new Date()
    let at = began
    const world = issuerWorld({ config, pool, keystore, now: () => at })
    const acts = await seedLarge({
      world,
      keystore,
      cases,
      volunteers: VOLUNTEERS,
      now: began,
      setClock: (instant) => {
        at = instant
      },
      onProgress: (done, day) => {
        if (done % 500 === 0) console.log(`  ${day.toISOString().slice(0, 10)}  ${done} acts`)
      },
    })
    await pool.query('ANALYZE')
    await pool.end()
    writeFileSync(finished, `${JSON.stringify({ cases, acts })}\n`)
    say(dataDir, `is made: ${cases} cases, ${acts} acts, ${Math.round((Date.now() - began.getTime()) / 1000)} s`)
  } finally {
    await postgres.stop()
  }
}

function casesOf(words: readonly string[]): number {
  if (words.length === 0) return CASES
  const count = words[0] === '--cases' && words.length === 2 ? Number(words[1]) : Number.NaN
  if (!Number.isInteger(count) || count < 1 || count > 100_000)
    throw new Error('npm run demo:large takes one option: -- --cases N, from 1 to 100000.')
  return count
}

function say(dataDir: string, what: string): void {
  console.log(`The large demo ${what}. To look at it: ATTESTA_DATA=${dataDir} npm start`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
