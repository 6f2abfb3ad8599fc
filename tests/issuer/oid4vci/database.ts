import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg, { type Pool } from 'pg'
import { migrate } from '../../../prisma/migrate.ts'
import { startPostgres } from '../../../scripts/postgres/start.ts'

const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url))

export interface TestDatabase {
  readonly url: string
  readonly pool: Pool
  close(): Promise<void>
}

/** A migrated database of its own on a real PostgreSQL: that of `TEST_DATABASE_URL`, or the one npm brought. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = await serverForTests()
  const name = `edge_${randomBytes(6).toString('hex')}`
  await run(server.url, `CREATE DATABASE ${name}`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const pool = new pg.Pool({ connectionString: url.href, max: 24 })
  await migrate({ pool, directory: MIGRATIONS })
  return {
    url: url.href,
    pool,
    async close() {
      await pool.end()
      await run(server.url, `DROP DATABASE ${name} WITH (FORCE)`)
      await server.stop()
    },
  }
}

async function serverForTests(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined) return { url: given, stop: async () => undefined }
  const dataDir = await mkdtemp(join(tmpdir(), 'attesta-edge-'))
  const server = await startPostgres({ dataDir })
  return {
    url: server.url,
    async stop() {
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(sql)
  await client.end()
}
