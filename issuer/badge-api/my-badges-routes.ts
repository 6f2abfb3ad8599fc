import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import { AttestaError } from '../../credential/errors.ts'
import { languageOf } from '../routes/language.ts'
import { sendFile } from '../routes/send-file.ts'
import { makeFile } from '../steps/hand-out.ts'
import { actsOf } from './acts-of.ts'
import { asHolder } from './as-holder.ts'
import { askAgain } from './ask-again.ts'
import type { BadgeApiDeps } from './deps.ts'
import { holderOf, type LoggedIn } from './holder-of.ts'
import { admittedPlatforms, heldBadges } from './my-badges.ts'
import { myBadgesPage } from './my-badges-page.ts'
import { ownAct } from './own-act.ts'
import { pageOfRefusal } from './page.ts'
import { ACT_FORMS, ACTS, type ActForm, MY_BADGES } from './paths.ts'
import { takeBack } from './take-back.ts'
import { SOON_MS, verificationOf } from './verification.ts'

const RETURNED = 'accesso'
const UUID = /^[0-9a-f-]{36}$/

/** The page of a person about platforms: who has a permission, what was handed in. */
export function myBadgesRoutes(app: FastifyInstance, { provider, deps }: { provider: Provider; deps: BadgeApiDeps }): void {
  const { config, pool, now, world } = deps
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
        if ((request.query as Record<string, unknown>)[RETURNED] !== undefined) throw new AttestaError('badge-api.no-tax-code')
        return reply.redirect(`/auth/login?return=${encodeURIComponent(`${MY_BADGES}?${RETURNED}=1`)}`)
      }
      const at = now()
      await askAgain({ holderId: holder.id, at }, { pool, verification })
      const { admitted, held } = await asHolder({ pool, holderId: holder.id }, async (client) => ({
        admitted: await admittedPlatforms({ holderId: holder.id, at }, client),
        held: await heldBadges({ holderId: holder.id }, client),
      }))
      const platforms = await Promise.all(
        admitted.map(async (one) => {
          const { clientName = one.clientId, clientUri = '' } = (await provider.Client.find(one.clientId)) ?? {}
          return { ...one, name: clientName, host: URL.canParse(clientUri) ? new URL(clientUri).host : '' }
        }),
      )
      const html = myBadgesPage({
        language: languageOf(request),
        demo: config.demo,
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
      const id = body.get('id') ?? ''
      if (body.get('action') === 'take-back') await takeBack({ holderId: holder.id, clientId: id, pool })
      if (body.get('action') === 'delete' && UUID.test(id)) {
        await asHolder({ pool, holderId: holder.id }, (client) =>
          client.query('DELETE FROM held_badge WHERE id = $1 AND holder_id = $2', [id, holder.id]),
        )
      }
      return reply.redirect(MY_BADGES, 303)
    })
  })

  async function mustHold(request: FastifyRequest): Promise<LoggedIn> {
    const holder = await holderOf(request, { db, now })
    if (holder === undefined) throw new AttestaError('auth.required')
    return holder
  }
}
