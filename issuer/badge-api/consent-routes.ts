import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errors, type InteractionResults, type Provider } from 'oidc-provider'
import { AttestaError } from '../../credential/errors.ts'
import { frameOf } from '../../http/page/served-page.ts'
import { actsOf, isGiven } from './acts-of.ts'
import { keepClient } from './adapter.ts'
import { consentPage } from './consent-page.ts'
import type { BadgeApiDeps } from './deps.ts'
import { holderOf, type LoggedIn } from './holder-of.ts'
import { isBackFromLogin, loginAddress } from './login-address.ts'
import { pageOfRefusal } from './page-of-refusal.ts'
import { PATHS } from './paths.ts'
import { GRANT_SECONDS } from './provider.ts'
import { OFFLINE, SCOPE, SCOPES } from './scopes.ts'
import { takeBack } from './take-back.ts'

/** Says that the browser comes back from a login, so that nobody is sent there for ever. */

interface Asked {
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  /** Epoch seconds: the login must be of now, not of whoever sat here before. */
  readonly since: number
}

interface Granting {
  readonly asked: Asked
  readonly holder: LoggedIn
  readonly allowed: readonly string[]
  /** Badges that this platform gets can be compared with the person's address. */
  readonly withEmail: boolean
}

interface Params {
  Params: { uid: string }
}

/** The page on which a person lets a platform in, or does not. */
export function consentRoutes(app: FastifyInstance, { provider, deps }: { provider: Provider; deps: BadgeApiDeps }): void {
  const { config, pool, now, world } = deps
  const { db } = world

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 4096 }, (_request, body, done) =>
      done(null, new URLSearchParams(String(body))),
    )
    scope.setErrorHandler(pageOfRefusal({ demo: config.demo }))

    scope.get<Params>(`${PATHS.consent}/:uid`, { schema: { hide: true } }, async (request, reply) => {
      const asked = await askedIn(request, reply)
      // The library lets names pass that it does not know; a page that asks for nothing would teach people to press buttons.
      if (!asked.scopes.some(isKnown))
        return finish(request, reply, { error: 'invalid_scope', error_description: 'No scope that there is' })
      const holder = await freshHolder(request, asked)
      if (holder === undefined) {
        if (isBackFromLogin(request)) throw new AttestaError('badge-api.no-tax-code')
        return reply.redirect(addressOfLogin(request))
      }
      const client = await provider.Client.find(asked.clientId)
      if (client === undefined) throw new AttestaError('badge-api.consent-gone')
      const html = consentPage({
        frame: frameOf(request, config.demo),
        platform: {
          name: client.clientName ?? '',
          host: new URL(asked.redirectUri).host,
          ...(client.policyUri === undefined ? {} : { policy: client.policyUri }),
        },
        holder,
        acts: (await actsOf(holder, db)).filter(isGiven),
        scopes: asked.scopes,
        until: asked.scopes.includes(OFFLINE) ? new Date(now().getTime() + GRANT_SECONDS * 1000) : undefined,
        loginAddress: addressOfLogin(request),
      })
      return reply
        .headers({ 'cache-control': 'no-store', vary: 'accept-language', 'content-security-policy': policyFor(reply, asked.redirectUri) })
        .type('text/html; charset=utf-8')
        .send(html)
    })

    scope.post<Params & { Body: URLSearchParams }>(`${PATHS.consent}/:uid`, { schema: { hide: true } }, async (request, reply) => {
      const asked = await askedIn(request, reply)
      const holder = await freshHolder(request, asked)
      if (holder === undefined || request.body.get('csrf') !== holder.csrf) throw new AttestaError('badge-api.consent-gone')
      const allowed = request.body.getAll('scope').filter((one) => asked.scopes.includes(one))
      const isAllowed = request.body.get('answer') === 'yes' && allowed.some(isKnown)
      const withEmail = holder.email !== null && allowed.includes(SCOPE.readCredentials) && request.body.get('named') === 'email'
      const result = isAllowed
        ? await grant({ asked, holder, allowed, withEmail })
        : { error: 'access_denied', error_description: 'The person did not allow it' }
      return finish(request, reply, result)
    })
  })

  async function finish({ raw }: FastifyRequest, reply: FastifyReply, result: InteractionResults) {
    return reply.header('cache-control', 'no-store').redirect(await provider.interactionResult(raw, reply.raw, result), 303)
  }

  /** What was allowed last is all that is allowed: tokens of an earlier answer end. */
  async function grant({ asked: { clientId, scopes }, holder, allowed, withEmail }: Granting) {
    await takeBack({ holderId: holder.id, clientId, pool })
    if (withEmail) {
      const chosen = [holder.id, clientId, now()]
      await pool.query('INSERT INTO badge_with_email (holder_id, client_id, chosen_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', chosen)
    }
    const given = new provider.Grant({ accountId: holder.id, clientId })
    for (const one of scopes) {
      if (one === OFFLINE || allowed.includes(one)) given.addOIDCScope(one)
      else given.rejectOIDCScope(one)
    }
    const grantId = await given.save()
    await keepClient(clientId, { pool, now })
    return { login: { accountId: holder.id, remember: false }, consent: { grantId } }
  }

  async function askedIn({ raw }: FastifyRequest, reply: FastifyReply): Promise<Asked> {
    try {
      const { params, iat } = await provider.interactionDetails(raw, reply.raw)
      const { client_id: clientId, redirect_uri: redirectUri, scope } = params
      return {
        clientId: String(clientId),
        redirectUri: String(redirectUri),
        scopes: String(scope ?? '')
          .split(' ')
          .filter((one) => isKnown(one) || one === OFFLINE),
        since: iat,
      }
    } catch (cause) {
      if (cause instanceof errors.SessionNotFound) throw new AttestaError('badge-api.consent-gone', {}, { cause })
      throw cause
    }
  }

  async function freshHolder(request: FastifyRequest, { since }: Asked): Promise<LoggedIn | undefined> {
    const holder = await holderOf(request, { db, now })
    return holder !== undefined && holder.since.getTime() >= since * 1000 ? holder : undefined
  }
}

function isKnown(scope: string): boolean {
  return (SCOPES as readonly string[]).includes(scope)
}

function addressOfLogin(request: FastifyRequest<Params>): string {
  return loginAddress(`${PATHS.consent}/${request.params.uid}`, request)
}

/** Chromium applies `form-action` to the redirects that follow a post as well: the last one leads to the platform. */
function policyFor(reply: FastifyReply, redirectUri: string): string {
  return String(reply.getHeader('content-security-policy')).replace(
    "form-action 'self'",
    `form-action 'self' ${new URL(redirectUri).origin}`,
  )
}
