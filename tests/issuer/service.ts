import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { type Config, loadConfig } from '../../http/config.ts'
import { createIssuerApp } from '../../issuer/app.ts'
import { seedDemo } from '../../issuer/demo/seed.ts'
import type { World } from '../../issuer/steps/world.ts'
import { type Keystore, openKeystore } from '../../keys/index.ts'
import { openidProvider } from '../../scripts/companions/openid-provider.ts'
import { freePort } from '../../scripts/free-port.ts'
import { openTestDatabase } from '../fixtures/database.ts'
import { type Browser, openBrowser } from './browser.ts'

export interface Service {
  readonly issuerUrl: string
  readonly config: Config
  readonly world: World
  readonly pool: Pool
  readonly keystore: Keystore
  /** Somebody of the demo, logged in through the real OpenID provider. */
  as(sub: string): Promise<Browser>
  /** Everything that the service has logged. */
  readonly logged: () => string
  close(): Promise<void>
}

/** The whole issuer with the demo's data and its OpenID provider, each on a port of its own. */
export async function openService({ settings = {} }: { settings?: Readonly<Record<string, string>> } = {}): Promise<Service> {
  const database = await openTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'attesta-issuer-'))
  const issuerUrl = `http://localhost:${await freePort()}`
  const oidcIssuer = `http://localhost:${await freePort()}`
  const config = loadConfig({
    NODE_ENV: 'test',
    ISSUER_URL: issuerUrl,
    OIDC_ISSUER: oidcIssuer,
    ATTESTA_DATA: dataDir,
    LOG_LEVEL: 'info',
    ...settings,
  })
  const keystore = await openKeystore({ dir: join(dataDir, 'keys'), passphrase: 'a passphrase for tests only' })

  const lines: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
    const text = String(chunk)
    if (!text.startsWith('{"level"')) return write(chunk, ...rest)
    lines.push(text)
    return true
  }) as typeof process.stdout.write
  const { app, world } = await createIssuerApp({ config, pool: database.pool, keystore })
  await seedDemo({ world, keystore, oidcIssuer })
  await app.listen({ host: 'localhost', port: Number(new URL(issuerUrl).port) })

  const { clientId: id, clientSecret: secret } = config.oidc
  const provider = openidProvider({
    issuer: oidcIssuer,
    client: { id, secret, redirectUris: [`${issuerUrl}/auth/callback`], postLogoutRedirectUris: [`${issuerUrl}/`] },
  })
  provider.listen(Number(new URL(oidcIssuer).port), 'localhost')
  await once(provider, 'listening')

  return {
    issuerUrl,
    config,
    keystore,
    world,
    pool: database.pool,
    async as(sub) {
      const browser = openBrowser({ issuerUrl })
      await browser.login(sub)
      return browser
    },
    logged: () => lines.join(''),
    async close() {
      process.stdout.write = write
      await app.close()
      provider.closeAllConnections()
      provider.close()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
