import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../scripts/free-port.ts'
import { addressesOf } from '../../scripts/start/addresses.ts'
import { startProduct } from '../../scripts/start/product.ts'
import { ROOT } from './build-product.ts'

/**
 * Boots what `npm start` boots, elsewhere. Tests find the addresses in the environment, under the names of the settings
 * (`ISSUER_URL`, `VERIFIER_URL`, `WALLET_URL`, `OIDC_ISSUER`), and the database in `DATABASE_URL`.
 *
 * @returns what stops it
 */
export async function startProductForTests(): Promise<() => Promise<void>> {
  process.chdir(ROOT) // where a product finds what was built
  const dataDir = mkdtempSync(join(tmpdir(), 'attesta-browser-'))
  const [issuer, verifier, wallet, oidc, smtp] = await Promise.all(Array.from({ length: 5 }, freePort))
  const addresses = addressesOf({
    given: {
      ...environmentWithoutOurs(),
      ATTESTA_DATA: dataDir,
      ISSUER_URL: `http://localhost:${issuer}`,
      VERIFIER_URL: `http://localhost:${verifier}`,
      WALLET_URL: `http://localhost:${wallet}`,
      OIDC_ISSUER: `http://localhost:${oidc}`,
      SMTP_URL: `smtp://localhost:${smtp}`,
      BADGE_API: 'on',
    },
  })
  const product = await startProduct({ addresses })
  const { ISSUER_URL, VERIFIER_URL, WALLET_URL, OIDC_ISSUER } = addresses.env
  const [issuerPid] = product.pids
  Object.assign(process.env, {
    ISSUER_URL,
    VERIFIER_URL,
    WALLET_URL,
    OIDC_ISSUER,
    DATABASE_URL: product.databaseUrl,
    ISSUER_PID: String(issuerPid), // a test makes the issuer fall silent
  })
  return async () => {
    await product.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Settings of whoever runs the tests are not those of the product under test. */
function environmentWithoutOurs(): Record<string, string | undefined> {
  const ours = ['DATABASE_URL', 'NODE_ENV', 'TRUST_ANCHORS', 'TLS_KEY', 'TLS_CERT', 'LISTEN_HOST', 'KEYSTORE_PASSPHRASE_FILE']
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.includes(name)))
}
