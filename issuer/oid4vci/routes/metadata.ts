import type { FastifyInstance } from 'fastify'
import type { EdgeDeps } from '../deps.ts'
import { LOGO } from '../logo.ts'
import { issuerMetadata } from '../metadata.ts'

export function metadataRoute(app: FastifyInstance, { config }: EdgeDeps): void {
  const metadata = issuerMetadata({ issuerUrl: config.issuerUrl })
  app.get('/.well-known/openid-credential-issuer', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(metadata),
  )
  app.get('/oid4vci/attestato.svg', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').type('image/svg+xml').send(LOGO),
  )
}
