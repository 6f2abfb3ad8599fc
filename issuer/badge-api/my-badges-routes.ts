import '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import { AttestaError } from '../../credential/errors.ts'
import { LANGUAGE, languageOf } from '../../http/page/language.ts'
import { frameOf } from '../../http/page/served-page.ts'
import { sessionSecretOf } from '../auth/cookies.ts'
import { endSession } from '../auth/session.ts'
import { sendFile } from '../routes/send-file.ts'
import { makeFile } from '../steps/hand-out.ts'
import { actsOf } from './acts-of.ts'
import { asHolder } from './as-holder.ts'
import { askAgain } from './ask-again.ts'
import type { BadgeApiDeps } from './deps.ts'
import { holderOf, type LoggedIn } from './holder-of.ts'
import { isBackFromLogin, loginAddress } from './login-address.ts'
import { admittedPlatforms, heldBadges } from './my-badges.ts'
import { leftPage, myBadgesPage } from './my-badges-page.ts'
import { ownAct } from './own-act.ts'
import { pageOfRefusal } from './page-of-refusal.ts'
import { ACT_FORMS, ACTS, type ActForm, MY_BADGES } from './paths.ts'
import { takeBack } from './take-back.ts'
import { SOON_MS, verificationOf } from './verification.ts'

const UUID = /^[0-9a-f-]{36}$/

/** The page of a person about platforms: who has a permission, what was handed in. */
export function myBadgesRoutes(app: FastifyInstance, { provider, deps }: { provider: Provider; deps: BadgeApiDeps }): void {
  const { config, pool, now, world, login } = deps
  const { db } = world
  const verification = verificationOf(config, { timeoutMs: SOON_MS })

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4096 }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    )
    scope.setErrorHandler(pageOfRefusal({ demo: config.demo }))

    scope.get(MY_BADGES, { schema: { hide: true } }, async (request, reply) => {
      const holder = await holderOf(request, { db, now })
      if (holder === undefined) {
        if (isBackFromLogin(request)) throw new AttestaError('badge-api.no-tax-code')
        return reply.redirect(loginAddress(MY_BADGES, request))
      }
      const at = now()
      await askAgain({ holderId: holder.id, at }, { pool, verification })
      const { admitted, held } = await asHolder({ pool, holderId: holder.id }, async (client) => ({
        admitted: await admittedPlatforms({ holderId: holder.id, at }, client),
        held: await heldBadges({ holderId: holder.id }, client),
      }))
      const platforms = await Promise.all(
        admitted.map(async (one) => {
          const { clientName = one.clientId, redirectUris = [] } = (await provider.Client.find(one.clientId)) ?? {}
          // As the page of the permission names it: by where things go, not by the home page that it says it has.
          return { ...one, name: clientName, host: [...new Set(redirectUris.map((uri) => new URL(uri).host))].join(', ') }
        }),
      )
      const html = myBadgesPage({
        frame: frameOf(request, config.demo),
        holder,
        platforms,
        held,
        acts: await actsOf(holder, db),
      })
      return reply.headers({ 'cache-control': 'no-store', vary: 'accept-language' }).type('text/html; charset=utf-8').send(html)
    })

    scope.get<{ Params: { id: string } }>(`${MY_BADGES}/:id`, { schema: { hide: true } }, async (request, reply) => {
      const { id: holderId } = await mustHold(request)
      const { id } = request.params
      const [found] = await asHolder({ pool, holderId }, async (client) => {
        const { rows } = await client.query<{ form: 'json' | 'jws'; content: string }>(
          'SELECT form, content FROM held_badge WHERE id = $1 AND holder_id = $2',
          [UUID.test(id) ? id : null, holderId],
        )
        return rows
      })
      if (found === undefined) throw new AttestaError('badge-api.not-found')
      return reply
        .headers({
          'cache-control': 'no-store',
          'content-disposition': `attachment; filename="badge.${found.form === 'json' ? 'json' : 'jwt'}"`,
        })
        .type(found.form === 'json' ? 'application/vc+ld+json' : 'application/vc+jwt')
        .send(found.content)
    })

    scope.get<{ Params: { id: string }; Querystring: Record<string, unknown> }>(
      `${MY_BADGES}/${ACTS}/:id`,
      { schema: { hide: true } },
      async (request, reply) => {
        const holder = await mustHold(request)
        const { forma, impronta } = request.query
        const form = typeof forma === 'string' && Object.hasOwn(ACT_FORMS, forma) ? ACT_FORMS[forma as ActForm] : undefined
        const act = await ownAct({ id: request.params.id, taxCodeKey: holder.taxCodeKey }, db)
        if (act === undefined || form === undefined) throw new AttestaError('badge-api.not-found')
        const named = impronta === 'si' && holder.email !== null && form !== 'clr' ? { email: holder.email } : {}
        reply.header('cache-control', 'no-store')
        return sendFile(
          reply,
          await makeFile({ attestationId: act.id, organisation: act.organisation, form, by: 'citizen', ...named }, world),
        )
      },
    )

    scope.post<{ Body: URLSearchParams }>(MY_BADGES, { schema: { hide: true } }, async (request, reply) => {
      const { body } = request
      const holder = await mustHold(request)
      if (body.get('csrf') !== holder.csrf) throw new AttestaError('auth.csrf')
      if (body.get('action') === 'leave') return leave(request, reply)
      const id = body.get('id') ?? ''
      if (body.get('action') === 'take-back') await takeBack({ holderId: holder.id, clientId: id, pool })
      if (body.get('action') === 'delete' && UUID.test(id)) {
        await asHolder({ pool, holderId: holder.id }, (client) =>
          client.query('DELETE FROM held_badge WHERE id = $1 AND holder_id = $2', [id, holder.id]),
        )
      }
      const isChosen = (request.query as Record<string, unknown>)[LANGUAGE] !== undefined
      return reply.redirect(isChosen ? `${MY_BADGES}?${LANGUAGE}=${languageOf(request)}` : MY_BADGES, 303)
    })
  })

  /** Ends the session here. Where the login came from it may go on: the page leads there, since on a shared computer it would let the next one in. */
  async function leave(request: FastifyRequest, reply: FastifyReply) {
    const secret = sessionSecretOf(request)
    const next = await login.logoutUrl(secret === undefined ? undefined : await endSession(secret, db))
    return reply
      .clearCookie(request.server.attestaCookies.session, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: config.issuerUrl.startsWith('https:'),
      })
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(leftPage({ frame: frameOf(request, config.demo), next }))
  }

  async function mustHold(request: FastifyRequest): Promise<LoggedIn> {
    const holder = await holderOf(request, { db, now })
    if (holder === undefined) throw new AttestaError('auth.required')
    return holder
  }
}
