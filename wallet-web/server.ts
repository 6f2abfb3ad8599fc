import { resolve } from 'node:path'
import { loadConfig } from '../http/config.ts'
import { runService } from '../http/run-service.ts'
import { serve } from '../http/serve.ts'
import { readTrustAnchors } from '../http/trust-anchors.ts'
import { createWallet } from './app.ts'

runService('wallet', async () => {
  const config = loadConfig(process.env)
  const trust = await readTrustAnchors(config.trustAnchorsFile)
  const app = await createWallet({ config, trust, webDir: resolve('dist/web/wallet') })
  await serve({ app, config, port: config.listen.wallet })
})
