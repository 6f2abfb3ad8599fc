import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Pool, PoolClient } from 'pg'

/** Any constant will do, as long as every process of every version uses the same. */
const LOCK = 4_206_913

export interface Migration {
  readonly name: string
  readonly sql: string
  /** SHA-256 of migration.sql in hex, as Prisma writes it. */
  readonly checksum: string
}

/** Reads `NNNN_name/migration.sql` below `directory`, in the order of their names. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * Applies the migrations that this database has not seen, each in a transaction of its own, and returns their names.
 * Any number of processes may call it at once: an advisory lock lets one work and the others find nothing to do. The table
 * `_prisma_migrations` is the one that `prisma migrate` keeps, so that Prisma's own tools agree (performance.md §5).
 *
 * @throws Error when an applied migration was edited afterwards: its database is not what its text says.
 */
export async function migrate({ pool, directory }: { pool: Pool; directory: string }): Promise<string[]> {
  const migrations = await readMigrations(directory)
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    try {
      const applied = await readApplied(client)
      const done: string[] = []
      for (const migration of migrations) {
        const checksum = applied.get(migration.name)
        if (checksum === undefined) {
          await apply(client, migration)
          done.push(migration.name)
        } else if (checksum !== migration.checksum) {
          throw new Error(`migration ${migration.name} was changed after it had been applied`)
        }
      }
      return done
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK])
    }
  } finally {
    client.release()
  }
}

async function readApplied(client: PoolClient): Promise<Map<string, string>> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`)
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

async function apply(client: PoolClient, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK')
    throw new Error(`migration ${name} failed`, { cause })
  }
}
