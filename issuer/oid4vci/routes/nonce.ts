import type { FastifyInstance } from 'fastify'
import type { EdgeDeps } from '../deps.ts'
import { mintNonce } from '../nonces/mint-nonce.ts'

/** Nonce endpoint (OpenID4VCI 1.0 §7): anybody may ask, whatever the body says is not read, no answer is ever kept by a cache. */
export function nonceRoute(app: FastifyInstance, { pool, now }: EdgeDeps): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 4096 }, (_request, body, done) => done(null, body))
    scope.post('/oid4vci/nonce', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
      return { c_nonce: await mintNonce({ use: 'key-proof', pool, at: now() }) }
    })
  })
}
