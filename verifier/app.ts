import cors from '@fastify/cors'
import { type App, createApp } from '../http/app.ts'
import type { Config } from '../http/config.ts'
import { serveWebApp } from '../http/static-app.ts'
import { openid4vp } from './routes/openid4vp.ts'
import { presentations } from './routes/presentations.ts'
import { shares } from './routes/shares.ts'
import { trust } from './routes/trust.ts'
import { verifications } from './routes/verifications.ts'
import { verifierVcApi } from './vc-api/register.ts'
import type { VerifierWorld } from './world.ts'

/** What anybody may ask for. The page that waits for an answer asks often and costs little: the general limit is enough for it. */
const DOORS = /^\/(api\/(verifications|presentations|shares(\/:id(\/view)?)?)|openid4vp\/(requests|responses)\/:id)$/

/** Addresses that the page has a screen for (web/App.svelte); `/` and files are served before these are asked. */
const PAGES = /^\/(privacy|accessibilita|c\/[A-Za-z0-9_-]{22})$/

/** The verifier as an application, to listen on or to inject into. Every route it has is mounted here, in sight. */
export async function createVerifier({ config, world, webDir }: { config: Config; world: VerifierWorld; webDir?: string }): Promise<App> {
  const app = await createApp({
    config,
    service: 'verifier',
    doors: DOORS,
    // The page itself reads status lists and DID documents: of any issuer over https, of this machine's in the demo.
    connect: ['https:', ...(config.demo ? ['http://localhost:*', 'http://127.0.0.1:*'] : [])],
    ready: async () => (await world.pool.query('SELECT 1')).rowCount === 1,
  })

  // Wallets are other origins; nothing here depends on cookies, so any may ask.
  await app.register(cors, {
    origin: '*',
    methods: ['GET', 'POST', 'DELETE'],
    allowedHeaders: ['content-type', 'x-session-secret', 'x-revoke-token'],
    maxAge: 86_400,
  })

  await verifications(app, world)
  await presentations(app, world)
  await app.register((scope) => openid4vp(scope, world))
  await shares(app, world)
  await trust(app, world)
  await verifierVcApi(app, config, world)
  if (webDir !== undefined) await serveWebApp(app, webDir, (path) => PAGES.test(path))
  return app
}
