import { join } from 'node:path'
import type { Pool } from 'pg'
import type { Config } from '../http/config.ts'
import { type Keystore, openKeystore, readPassphrase } from '../keys/index.ts'
import { migrate } from '../prisma/migrate.ts'
import { seedDemo } from './demo/seed.ts'
import { seedSealsOnce } from './demo/seed-seals.ts'
import { issuerWorld } from './world.ts'

/** The issuer's keystore, where the settings say it is. */
export async function openIssuerKeystore({ dataDir, demo, passphraseFile }: Config): Promise<Keystore> {
  const passphrase = await readPassphrase({ dataDir, demo, ...(passphraseFile !== undefined && { file: passphraseFile }) })
  return openKeystore({ dir: join(dataDir, 'keys'), passphrase })
}

/**
 * Brings a database up to date: migrations, and in demo mode the demo's data if it is empty. Safe to run at every start, by any
 * number of processes at once.
 *
 * @param migrations folder of `NNNN_name/migration.sql`
 */
export async function prepareIssuer({
  config,
  pool,
  keystore,
  migrations,
}: {
  config: Config
  pool: Pool
  keystore: Keystore
  migrations: string
}): Promise<void> {
  if (!config.demo) {
    await migrate({ pool, directory: migrations })
    return
  }
  // Keys of RSA are slow to make: meanwhile the database is prepared.
  const seals = seedSealsOnce({ pool, keystore, dataDir: config.dataDir, now: new Date() })
  seals.catch(() => undefined) // said below
  await migrate({ pool, directory: migrations })
  await seedDemo({ world: issuerWorld({ config, pool, keystore }), keystore, oidcIssuer: config.oidc.issuer })
  await seals
}
