import { join } from 'node:path'
import { loadConfig } from '../http/config.ts'
import { openPool } from '../http/db.ts'
import { edcChecks } from '../http/edc-checks.ts'
import { guardedFetch } from '../http/guarded-fetch.ts'
import { runService } from '../http/run-service.ts'
import { readSealRoots } from '../http/seal-roots.ts'
import { serve } from '../http/serve.ts'
import { readTrustAnchors } from '../http/trust-anchors.ts'
import { createVerifier } from './app.ts'
import { openRequestSigner } from './openid4vp/open-request-signer.ts'
import { purge } from './purge.ts'

const PURGE_MS = 60_000

runService('verifier', async () => {
  const config = loadConfig(process.env)
  const now = () => new Date()
  const { demo, verifierUrl, walletUrl, issuerUrl } = config

  const requestSigner = await openRequestSigner({ config, now })
  const pool = openPool(config)
  const app = await createVerifier({
    config,
    webDir: join(import.meta.dirname, '..', 'web', 'verifier'),
    world: {
      pool,
      now,
      fetch: guardedFetch({ allowLoopbackHttp: demo, ownOrigins: demo ? [issuerUrl] : [] }),
      ...(await edcChecks(config)),
      trust: await readTrustAnchors(config.trustAnchorsFile, await readSealRoots(config.seals)),
      ...(requestSigner === undefined ? {} : { requestSigner }),
      settings: {
        verifierUrl,
        walletUrl,
        clientName: demo ? 'Impresa dimostrativa' : new URL(verifierUrl).host,
        demo,
        demoDocuments: `${issuerUrl}/demo/documents`,
      },
    },
  })

  if (requestSigner === undefined)
    app.log.warn('OpenID4VP is off: without VERIFIER_REQUEST_KEY and VERIFIER_REQUEST_CERTIFICATE this verifier cannot ask wallets.')

  const forgetting = setInterval(
    () => purge({ pool, now }).catch((error: unknown) => app.log.error({ err: error }, 'purge failed')),
    PURGE_MS,
  )
  app.addHook('onClose', async () => {
    clearInterval(forgetting)
    await pool.end()
  })
  await serve({ app, config, port: config.listen.verifier })
})
