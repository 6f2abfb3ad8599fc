import '@fastify/cookie'
import '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AttestaError } from '../../credential/errors.ts'
import { LOGIN_COOKIE, SESSION_COOKIE } from '../auth/guard.ts'
import { finishLogin, startLogin } from '../auth/login.ts'
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
}

/** Login and logout through OpenID Connect. Cookies: HttpOnly, `SameSite=Lax` (the provider's answer comes from another site), Secure on https. */
export function authRoutes(app: FastifyInstance, world: AuthWorld): void {
  const cookie = { httpOnly: true, sameSite: 'lax', secure: world.issuerUrl.startsWith('https:'), path: '/' } as const

  app.get<{ Querystring: z.infer<typeof loginQuery> }>(
    '/auth/login',
    { schema: { hide: true, querystring: jsonSchema(loginQuery) } },
    async (request, reply) => {
      const { url, browserSecret } = await startLogin({ returnTo: request.query.return ?? '/' }, world)
      return reply.setCookie(LOGIN_COOKIE, browserSecret, { ...cookie, path: '/auth', maxAge: 600 }).redirect(url)
    },
  )

  app.get('/auth/callback', { schema: { hide: true } }, async (request, reply) => {
    const browserSecret = request.cookies[LOGIN_COOKIE]
    if (browserSecret === undefined) throw new AttestaError('auth.failed')
    const url = new URL(request.url, world.issuerUrl)
    const { secret, expiresAt, returnTo } = await finishLogin({ url, browserSecret }, world)
    const before = request.cookies[SESSION_COOKIE]
    if (before !== undefined) await endSession(before, world.db)
    return reply
      .clearCookie(LOGIN_COOKIE, { ...cookie, path: '/auth' })
      .setCookie(SESSION_COOKIE, secret, { ...cookie, expires: expiresAt })
      .redirect(returnTo)
  })

  app.post('/auth/logout', { schema: { hide: true } }, async (request, reply) => {
    const secret = request.cookies[SESSION_COOKIE]
    const session = secret === undefined ? undefined : await readSession({ secret, at: world.now() }, world.db)
    reply.clearCookie(SESSION_COOKIE, cookie)
    if (secret === undefined || session === undefined) return { redirect: '/' }
    if (request.headers['x-csrf-token'] !== session.csrf) throw new AttestaError('auth.csrf')
    return { redirect: await world.provider.logoutUrl(await endSession(secret, world.db)) }
  })
}
