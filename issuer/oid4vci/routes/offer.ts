import type { FastifyInstance } from 'fastify'
import type { EdgeDeps } from '../deps.ts'
import { readOffer } from '../offers/read-offer.ts'

/** Whatever is not an offer's handle is an unknown offer, told in the same words. */
const HANDLE_LENGTH = { maxLength: 64 }

export function offerRoute(app: FastifyInstance, { config, pool, now }: EdgeDeps): void {
  const schema = { params: { type: 'object', properties: { handle: { type: 'string', ...HANDLE_LENGTH } }, required: ['handle'] } }
  app.get<{ Params: { handle: string } }>('/oid4vci/offers/:handle', { schema }, async ({ params }, reply) => {
    reply.header('cache-control', 'no-store')
    return readOffer({ handle: params.handle, issuerUrl: config.issuerUrl, pool, at: now() })
  })
}
