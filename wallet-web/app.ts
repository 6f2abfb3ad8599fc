import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Trust } from '../credential/verify/world.ts'
import { type App, createApp } from '../http/app.ts'
import type { Config } from '../http/config.ts'
import { serveWebApp } from '../http/static-app.ts'

/** What the page asks for at its start; kept by its service worker for when there is no network. */
export interface WalletConfig {
  readonly demo: boolean
  readonly verifierUrl: string
  /** Whose documents are believed. */
  readonly trust: Trust
  /** PEM certificates of authorities that vouch for verifiers. */
  readonly verifierRoots: readonly string[]
}

/**
 * The wallet's server: files and one settings answer. It keeps nothing of anybody, and never meets a document.
 *
 * `connect-src` is wide on purpose: a citizen receives from and shows to any issuer and verifier over https, and status lists
 * lie anywhere. What the page may not do stays shut: no foreign script, style or frame, no inline code, Trusted Types.
 */
export async function createWallet({ config, trust, webDir }: { config: Config; trust: Trust; webDir: string }): Promise<App> {
  const { demo, verifierUrl, dataDir } = config
  const connect = ['https:', ...(demo ? ['http://localhost:*', 'http://127.0.0.1:*'] : [])]
  const app = await createApp({ config, service: 'wallet', connect })
  app.get('/config.json', async (_request, reply): Promise<WalletConfig> => {
    reply.header('cache-control', 'no-cache')
    // The demo verifier makes its root when it starts, which may be after us.
    const root = demo ? await readFile(join(dataDir, 'verifier', 'root.pem'), 'utf8').catch((): undefined => undefined) : undefined
    return { demo, verifierUrl, trust, verifierRoots: root === undefined ? [] : [root] }
  })
  await serveWebApp(app, webDir)
  return app
}
