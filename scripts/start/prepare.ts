import { loadConfig } from '../../http/config.ts'
import { openPool } from '../../http/db.ts'
import { openIssuerKeystore, prepareIssuer } from '../../issuer/prepare.ts'

/** Migrations and, in the demo, its data; ends when they are in. */
const config = loadConfig(process.env)
const pool = openPool(config, { max: 3 })
try {
  await prepareIssuer({ config, pool, keystore: await openIssuerKeystore(config), migrations: 'prisma/migrations' })
} finally {
  await pool.end()
}
