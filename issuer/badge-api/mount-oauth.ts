import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import { AttestaError } from '../../credential/errors.ts'
import { problemOf } from '../../http/problem.ts'
import { handOver } from '../oauth/hand-over.ts'
import type { BadgeApiDeps } from './deps.ts'
import { PATHS } from './paths.ts'
import { METADATA } from './provider.ts'
import { RegistrationError, readRegistration } from './read-registration.ts'

const BODY_LIMIT = 16 * 1024
/** Of one address. A platform registers once. */
const REGISTRATIONS_AN_HOUR = 20

/** Puts the authorization server behind the app's own limits and logs, as `issuer/oauth` does; each address that answers is named here. */
export function mountOauth(app: FastifyInstance, { provider, deps }: { provider: Provider; deps: BadgeApiDeps }): void {
  const { issuerUrl, demo } = deps.config
  const answer = provider.callback()

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) => done(null, body))
    scope.get(PATHS.authorize, { schema: { hide: true } }, (request, reply) => hand({ request, reply, url: askedByName(request) }))
    scope.get(`${PATHS.authorize}/:uid`, { schema: { hide: true } }, (request, reply) => hand({ request, reply }))
    scope.post(PATHS.token, { schema: { hide: true } }, (request, reply) => hand({ request, reply }))
    scope.post(PATHS.revoke, { schema: { hide: true } }, (request, reply) => hand({ request, reply }))
    scope.get(PATHS.metadata, { schema: { hide: true } }, (request, reply) => hand({ request, reply, url: METADATA }))
    scope.post(
      PATHS.register,
      { schema: { hide: true }, config: { rateLimit: { max: REGISTRATIONS_AN_HOUR, timeWindow: '1 hour' } } },
      register,
    )
  })

  async function register(request: FastifyRequest, reply: FastifyReply) {
    if (deps.settings.registration === 'closed') {
      const { status, en } = problemOf(new AttestaError('badge-api.registration-closed').code)
      return reply.code(status).send({ error: 'access_denied', error_description: en })
    }
    try {
      const metadata = readRegistration({ body: bodyOf(request), loopback: demo })
      return await hand({ request, reply, body: Buffer.from(JSON.stringify(metadata)) })
    } catch (error) {
      if (!(error instanceof RegistrationError)) throw error
      return reply.code(400).header('cache-control', 'no-store').send({ error: error.error, error_description: error.message })
    }
  }

  async function hand({ request, reply, url, body = bodyOf(request) }: Handed) {
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value)
    }
    reply.hijack()
    const message = handOver({ raw: request.raw, body, issuerUrl, anonymous: false })
    if (url !== undefined) message.url = url
    await answer(message, reply.raw)
    return undefined
  }
}

interface Handed {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** Instead of the one that was asked for. */
  readonly url?: string
  readonly body?: Buffer
}

function bodyOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}

/**
 * Every authorization is a login and a consent of its own: counters are shared, and the library keeps `offline_access` only where consent
 * was asked for. A platform that says `prompt=none` is left its word, and gets its refusal.
 */
function askedByName({ url }: FastifyRequest): string {
  const [path = '', text = ''] = url.split(/\?(.*)/s)
  const query = new URLSearchParams(text)
  if (query.get('prompt') !== 'none') query.set('prompt', 'login consent')
  return `${path}?${query}`
}
