import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { openContexts } from '../../credential/contexts/index.ts'
import type { Signer } from '../../credential/crypto/port.ts'
import type { VcWorld } from '../../credential/vcdm/index.ts'
import type { Config } from '../../http/config.ts'
import { guardedFetch } from '../../http/guarded-fetch.ts'
import { deriveRoute } from '../../http/vc-api/derive-route.ts'
import { registerVcApi } from '../../http/vc-api/register.ts'
import { resolveRoute } from '../../http/vc-api/resolve-route.ts'
import { configuredInstances } from './configured-instances.ts'
import { conformanceInstances } from './conformance-instances.ts'
import { issueRoute } from './issue-route.ts'
import { statusRoutes } from './status-routes.ts'

export interface IssuerVcApiDeps {
  readonly config: Config
  readonly pool: Pool
  readonly keystore: { signerFor(organisation: string): Promise<Signer> }
  readonly now: () => Date
}

/** The issuer's half of the VC-API. Nobody can issue unless an instance is configured. */
export async function issuerVcApi(app: FastifyInstance, { config, pool, keystore, now }: IssuerVcApiDeps): Promise<void> {
  const { vcApi, issuerUrl, demo } = config
  if (vcApi === undefined) return
  const instances = [
    ...(vcApi.instancesFile === undefined ? [] : await configuredInstances(vcApi.instancesFile, { pool, keystore })),
    ...(vcApi.conformance.includes('instances') ? await conformanceInstances() : []),
  ]
  const baseUrl = `${issuerUrl}${vcApi.path}`
  const status = { pool, listsUrl: `${baseUrl}/status-lists` }
  const fetch = guardedFetch({ allowLoopbackHttp: demo, ownOrigins: demo ? [issuerUrl] : [] })
  const world = (): VcWorld => ({
    now: now(),
    fetch,
    contexts: openContexts,
    limits: { allowLoopbackHttp: demo },
    olderContext: vcApi.conformance.includes('older-context'),
  })
  await registerVcApi(app, config, (scope) => {
    issueRoute(scope, { instances, world, status })
    statusRoutes(scope, { instances, now, ...status })
    deriveRoute(scope, { world })
    resolveRoute(scope, { world })
    scope.get('/instances', async () =>
      Promise.all(
        instances.map(async ({ name, open, list }) => {
          const { did, verificationMethod, mechanism } = await open()
          return {
            name,
            did,
            verificationMethod,
            mechanism,
            status: list !== undefined,
            issue: `${baseUrl}/issuers/${name}/credentials/issue`,
          }
        }),
      ),
    )
  })
}
