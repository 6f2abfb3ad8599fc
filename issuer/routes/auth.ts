import '@fastify/cookie'
import '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AttestaError } from '../../credential/errors.ts'
import { sessionSecretOf } from '../auth/cookies.ts'
import { finishLogin, type Holders, startLogin } from '../auth/login.ts'
import type { Provider } from '../auth/provider.ts'
import { endSession, readSession } from '../auth/session.ts'
import type { Database } from '../db/database.ts'
import { jsonSchema } from './json-schema.ts'

const loginQuery = z.strictObject({ return: z.string().max(2000).optional() })

export interface AuthWorld {
  readonly db: Database
  readonly provider: Provider
  readonly now: () => Date
  readonly issuerUrl: string
  readonly holders?: Holders
}

/** Login and logout through OpenID Connect. Cookies: HttpOnly, `SameSite=Lax` (the provider's answer comes from another site), Secure on https. */
export function authRoutes(app: FastifyInstance, world: AuthWorld): void {
  const cookie = { httpOnly: true, sameSite: 'lax', secure: world.issuerUrl.startsWith('https:'), path: '/' } as const
  const names = app.attestaCookies

  app.get<{ Querystring: z.infer<typeof loginQuery> }>(
    '/auth/login',
    { schema: { hide: true, querystring: jsonSchema(loginQuery) } },
    async (request, reply) => {
      const { url, browserSecret } = await startLogin({ returnTo: request.query.return ?? '/' }, world)
      return reply.setCookie(names.login, browserSecret, { ...cookie, maxAge: 600 }).redirect(url)
    },
  )

  app.get('/auth/callback', { schema: { hide: true } }, async (request, reply) => {
    const browserSecret = request.cookies[names.login]
    if (browserSecret === undefined) throw new AttestaError('auth.failed')
    const url = new URL(request.url, world.issuerUrl)
    const { secret, expiresAt, returnTo } = await finishLogin({ url, browserSecret }, world)
    const before = sessionSecretOf(request)
    if (before !== undefined) await endSession(before, world.db)
    return reply
      .clearCookie(names.login, cookie)
      .setCookie(names.session, secret, { ...cookie, expires: expiresAt })
      .redirect(returnTo)
  })

  app.post('/auth/logout', { schema: { hide: true } }, async (request, reply) => {
    const secret = sessionSecretOf(request)
    const session = secret === undefined ? undefined : await readSession({ secret, at: world.now() }, world.db)
    reply.clearCookie(names.session, cookie)
    if (secret === undefined || session === undefined) return { redirect: '/' }
    if (request.headers['x-csrf-token'] !== session.csrf) throw new AttestaError('auth.csrf')
    return { redirect: await world.provider.logoutUrl(await endSession(secret, world.db)) }
  })
}
