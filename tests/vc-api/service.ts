import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '../../credential/json/index.ts'
import { loadConfig } from '../../http/config.ts'
import { createIssuerApp } from '../../issuer/app.ts'
import { openKeystore } from '../../keys/index.ts'
import { createVerifier } from '../../verifier/app.ts'
import { openTestDatabase } from '../fixtures/database.ts'

const ISSUER = 'http://localhost:4000'
export const BASE = `${ISSUER}/vc-api`

export interface Answer {
  readonly status: number
  readonly body: JsonObject
}

export interface VcApi {
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>
  get(path: string, headers?: Record<string, string>): Promise<Answer & { readonly mediaType: string }>
  issue(instance: string, credential: unknown, options?: object): Promise<Answer>
  verify(verifiableCredential: unknown, options?: object): Promise<Answer>
  close(): Promise<void>
}

/** Issuer and verifier with the VC-API on, each as its own application; the verifier reads status lists from the issuer. */
export async function openVcApi(settings: Record<string, string> = {}): Promise<VcApi> {
  const database = await openTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'attesta-vc-api-'))
  const config = loadConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
    ATTESTA_DATA: dataDir,
    VC_API: 'on',
    VC_API_CONFORMANCE: 'instances,unbound,now',
    REQUESTS_PER_MINUTE: '100000',
    DOOR_REQUESTS_PER_MINUTE: '100000',
    ...settings,
  })
  const keystore = await openKeystore({ dir: join(dataDir, 'keys'), passphrase: 'a passphrase for tests only' })
  const { app: issuer } = await createIssuerApp({ config, pool: database.pool, keystore })
  const verifier = await createVerifier({
    config,
    world: {
      pool: database.pool,
      now: () => new Date(),
      trust: { issuers: [], sealRoots: [] },
      fetch: async (url) => {
        if (!url.startsWith(ISSUER)) throw new TypeError('no such host')
        const { statusCode, headers, rawPayload } = await issuer.inject({ url: url.slice(ISSUER.length) })
        return new Response(new Uint8Array(rawPayload), {
          status: statusCode,
          headers: { 'content-type': String(headers['content-type']) },
        })
      },
      settings: { verifierUrl: 'http://localhost:4001', walletUrl: '', clientName: 'test', demo: true, demoDocuments: '' },
    },
  })
  // The verbs tell whose door it is.
  const appOf = (path: string) => (/(verify|derive)$/.test(path) ? verifier : issuer)

  const post: VcApi['post'] = async (path, body, headers = {}) => {
    const { statusCode, body: text } = await appOf(path).inject({
      method: 'POST',
      url: `/vc-api${path}`,
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: statusCode, body: JSON.parse(text) }
  }
  return {
    post,
    async get(path, headers = {}) {
      const { statusCode, body, headers: sent } = await issuer.inject({ url: `/vc-api${path}`, headers })
      return { status: statusCode, body: JSON.parse(body), mediaType: String(sent['content-type']) }
    },
    issue: (instance, credential, options) => post(`/issuers/${instance}/credentials/issue`, { credential, options }),
    verify: (verifiableCredential, options) => post('/credentials/verify', { verifiableCredential, options }),
    async close() {
      await issuer.close()
      await verifier.close()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
