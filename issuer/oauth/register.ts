import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { handOver } from './hand-over.ts'
import { createProvider } from './provider.ts'
import { ANSWERED } from './routes.ts'
import { sharedSecret } from './shared-secret.ts'

export interface OauthDeps {
  readonly config: { readonly issuerUrl: string }
  readonly pool: Pool
  readonly now: () => Date
}

const BODY_LIMIT = 32 * 1024

/**
 * Mounts the authorization server. A hijacked catch-all, so that the hooks of the app (limits, logs, headers) run for it as
 * for every other route (protocols.md §14, mounting).
 */
export async function registerOauth(app: FastifyInstance, { config, pool, now }: OauthDeps): Promise<void> {
  const { issuerUrl } = config
  const provider = createProvider({ issuerUrl, pool, now, secret: await sharedSecret({ pool }) })
  const answer = provider.callback()

  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body))
    // What the library answers has its own; a refusal before it must be readable by a wallet's page as well.
    scope.setErrorHandler((error, _request, reply) => {
      reply.header('access-control-allow-origin', '*')
      throw error
    })
    scope.route({
      method: ['GET', 'POST', 'OPTIONS'],
      url: '/oauth/*',
      exposeHeadRoute: false,
      handler: hand,
    })
    scope.route({ method: ['GET', 'OPTIONS'], url: '/.well-known/oauth-authorization-server', exposeHeadRoute: false, handler: hand })
  })

  async function hand(request: FastifyRequest, reply: FastifyReply) {
    if (!ANSWERED.has(new URL(request.url, issuerUrl).pathname)) return reply.callNotFound()
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value)
    }
    reply.hijack()
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    await answer(handOver({ raw: request.raw, body, issuerUrl, anonymous: true }), reply.raw)
    return undefined
  }
}
