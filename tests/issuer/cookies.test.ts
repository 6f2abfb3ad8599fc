import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { App } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'
import { createIssuerApp } from '../../issuer/app.ts'
import { beginSession } from '../../issuer/auth/session.ts'
import { openKeystore } from '../../keys/index.ts'
import { type House, openHouse } from './house.ts'

let house: House
let dataDir: string
let app: App

beforeAll(async () => {
  house = await openHouse()
  dataDir = await mkdtemp(join(tmpdir(), 'attesta-cookies-'))
  const config = loadConfig({
    NODE_ENV: 'production',
    ISSUER_URL: 'https://ente.example',
    VERIFIER_URL: 'https://verifica.example',
    WALLET_URL: 'https://portafoglio.example',
    OIDC_ISSUER: 'https://accesso.example',
    OIDC_CLIENT_SECRET: 'un segreto di prova',
    LOG_LEVEL: 'silent',
    ATTESTA_DATA: dataDir,
  })
  const keystore = await openKeystore({ dir: join(dataDir, 'keys'), passphrase: 'a passphrase for tests only' })
  const provider = {
    start: async () => ({ url: 'https://accesso.example/', state: 's', nonce: 'n', codeVerifier: 'v' }),
    finish: () => Promise.reject(new Error('nobody comes back')),
    logoutUrl: async () => '/',
  }
  app = (await createIssuerApp({ config, pool: house.database.pool, keystore, provider })).app
})
afterAll(async () => {
  await app.close()
  await house.close()
  await rm(dataDir, { recursive: true, force: true })
})

test('on https a session is in a cookie that no other host can plant', async () => {
  const { accountId } = await house.who('officer-orobie', 'officer')
  const { secret } = await beginSession({ accountId, idToken: undefined, at: new Date() }, house.world.db)
  const me = (name: string) => app.inject({ url: '/api/me', headers: { cookie: `${name}=${secret}` } })
  expect((await me('__Host-attesta_session')).json()).toMatchObject({ active: { role: 'officer' } })
  expect((await me('attesta_session')).json()).toBeNull()
})

test('and so is what a login waits for', async () => {
  const { headers } = await app.inject({ url: '/auth/login' })
  expect(headers['set-cookie']).toMatch(/^__Host-attesta_login=[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})
