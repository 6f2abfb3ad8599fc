import type { FastifyInstance } from 'fastify'
import { refusalOf } from '../db/refusal-of.ts'
import { openToAllOrigins } from '../registry/open-to-all-origins.ts'
import type { World } from '../steps/world.ts'
import type { EdgeDeps } from './deps.ts'
import { credentialRoute } from './routes/credential.ts'
import { metadataRoute } from './routes/metadata.ts'
import { nonceRoute } from './routes/nonce.ts'
import { offerRoute } from './routes/offer.ts'
import { recordRoute } from './routes/record.ts'
import { renderingRoute } from './routes/rendering.ts'

/**
 * Mounts the credential side of OpenID4VCI 1.0: issuer metadata, offers by reference, nonces, credentials, and where the whole issuer is there the act's files. Wallets may be pages
 * of any origin: nothing here answers to a cookie, so nothing is lent by letting them in.
 */
export async function registerOid4vci(app: FastifyInstance, { world, ...deps }: EdgeDeps & { world?: World }): Promise<void> {
  await app.register(async (scope) => {
    openToAllOrigins(scope, {
      methods: ['GET', 'POST'],
      allow: ['Authorization', 'Content-Type', 'DPoP'],
      expose: ['DPoP-Nonce', 'WWW-Authenticate'],
      preflight: ['/oid4vci/*', '/.well-known/openid-credential-issuer'],
    })
    scope.setErrorHandler((error) => {
      throw refusalOf(error)
    })
    metadataRoute(scope, deps)
    offerRoute(scope, deps)
    nonceRoute(scope, deps)
    credentialRoute(scope, deps)
    if (world !== undefined) {
      renderingRoute(scope, { ...deps, world })
      recordRoute(scope, { ...deps, world })
    }
  })
}
