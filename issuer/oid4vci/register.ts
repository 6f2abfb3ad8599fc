import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import { refusalOf } from '../db/refusal-of.ts'
import type { EdgeDeps } from './deps.ts'
import { credentialRoute } from './routes/credential.ts'
import { metadataRoute } from './routes/metadata.ts'
import { nonceRoute } from './routes/nonce.ts'
import { offerRoute } from './routes/offer.ts'

/**
 * Mounts the credential side of OpenID4VCI 1.0: issuer metadata, offers by reference, nonces, credentials. Wallets may be pages
 * of any origin: nothing here answers to a cookie, so nothing is lent by letting them in.
 */
export async function registerOid4vci(app: FastifyInstance, deps: EdgeDeps): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(cors, {
      origin: '*',
      methods: ['GET', 'POST'],
      allowedHeaders: ['Authorization', 'Content-Type', 'DPoP'],
      exposedHeaders: ['DPoP-Nonce', 'WWW-Authenticate'],
      maxAge: 3600,
    })
    scope.setErrorHandler((error) => {
      throw refusalOf(error)
    })
    metadataRoute(scope, deps)
    offerRoute(scope, deps)
    nonceRoute(scope, deps)
    credentialRoute(scope, deps)
  })
}
