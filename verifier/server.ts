import { join } from 'node:path'
import { loadConfig } from '../http/config.ts'
import { openPool } from '../http/db.ts'
import { guardedFetch } from '../http/guarded-fetch.ts'
import { serve } from '../http/serve.ts'
import { readTrustAnchors } from '../http/trust-anchors.ts'
import { openKeystore, readPassphrase } from '../keys/index.ts'
import { createVerifier } from './app.ts'
import { demoRequestSigner } from './openid4vp/certificate.ts'
import { purge } from './purge.ts'

const KEY_OF_REQUESTS = 'verifier'
const PURGE_MS = 60_000

const config = loadConfig(process.env)
const now = () => new Date()
const { dataDir, demo, verifierUrl, walletUrl, issuerUrl } = config

const keystore = await openKeystore({
  dir: join(dataDir, 'verifier', 'keys'),
  passphrase: await readPassphrase({
    dataDir: join(dataDir, 'verifier'),
    demo,
    ...(config.passphraseFile === undefined ? {} : { file: config.passphraseFile }),
  }),
  now,
})
if ((await keystore.list(KEY_OF_REQUESTS)).length === 0) await keystore.create(KEY_OF_REQUESTS)

const pool = openPool(config)
const app = await createVerifier({
  config,
  webDir: join(import.meta.dirname, '..', 'web', 'verifier'),
  world: {
    pool,
    now,
    fetch: guardedFetch({ allowLoopbackHttp: demo, ownOrigins: demo ? [issuerUrl] : [] }),
    trust: await readTrustAnchors(config.trustAnchorsFile),
    requestSigner: await demoRequestSigner({
      dir: join(dataDir, 'verifier'),
      host: new URL(verifierUrl).hostname,
      signer: await keystore.signerFor(KEY_OF_REQUESTS),
      now: now(),
    }),
    settings: {
      verifierUrl,
      walletUrl,
      clientName: demo ? 'Impresa dimostrativa' : new URL(verifierUrl).host,
      demo,
      demoDocuments: `${issuerUrl}/demo/documents`,
    },
  },
})

const forgetting = setInterval(
  () => purge({ pool, now }).catch((error: unknown) => app.log.error({ err: error }, 'purge failed')),
  PURGE_MS,
)
app.addHook('onClose', async () => {
  clearInterval(forgetting)
  await pool.end()
})
await serve({ app, config, port: config.listen.verifier })
