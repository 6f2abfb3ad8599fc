import type { FastifyInstance } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import { sharedSecret } from '../oauth/shared-secret.ts'
import { consentRoutes } from './consent-routes.ts'
import { credentialsRoutes } from './credentials-routes.ts'
import type { BadgeApiDeps } from './deps.ts'
import { serviceDescription } from './discovery.ts'
import { mountOauth } from './mount-oauth.ts'
import { myBadgesRoutes } from './my-badges-routes.ts'
import { BASE, PATHS } from './paths.ts'
import { profileRoutes } from './profile-routes.ts'
import { createBadgeProvider } from './provider.ts'
import { answerRefusal } from './refusal.ts'

const OPERATIONS: Readonly<Record<string, string>> = {
  [PATHS.discovery]: 'GET',
  [PATHS.credentials]: 'GET, POST',
  [PATHS.profile]: 'GET, PUT',
}

/**
 * Mounts the API of Open Badges 3.0 (§6, §7): a platform that a person lets in pulls the badges that bodies of this issuer awarded to
 * that person, and hands in badges of others.
 */
export async function registerBadgeApi(app: FastifyInstance, deps: BadgeApiDeps): Promise<void> {
  const { config, pool, now } = deps
  const { issuerUrl, demo } = config
  const provider = createBadgeProvider({ issuerUrl, pool, now, secret: await sharedSecret({ pool }), demo })
  const description = serviceDescription({ issuerUrl, name: 'Attesta' })

  mountOauth(app, { provider, deps })
  consentRoutes(app, { provider, deps })
  myBadgesRoutes(app, { provider, deps })
  await app.register(async (scope) => {
    scope.setErrorHandler((error, request, reply) => answerRefusal(error, request, reply))
    scope.get(PATHS.discovery, { schema: { hide: true } }, async (_request, reply) =>
      reply.headers({ 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' }).send(description),
    )
    credentialsRoutes(scope, deps)
    profileRoutes(scope, deps)
    scope.all(`${BASE}/*`, { schema: { hide: true } }, async (request, reply) => {
      const known = OPERATIONS[request.url.split('?')[0] ?? '']
      if (known === undefined) throw new AttestaError('badge-api.not-found')
      reply.header('allow', known)
      throw new AttestaError('badge-api.method')
    })
  })
}
