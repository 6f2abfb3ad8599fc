import { timingSafeEqual } from 'node:crypto'
import { Provider } from 'oidc-provider'
import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { mayPass, problemPage, wantsPage } from '../../http/page/problem-page.ts'
import { frameOf } from '../../http/page/served-page.ts'
import { problemOf } from '../../http/problem.ts'
import { freshKeyPair } from '../../keys/fresh-key-pair.ts'
import { refusalOf } from '../db/refusal-of.ts'
import { hashOfToken } from '../oauth/hash-of-token.ts'
import { badgeAdapters } from './adapter.ts'
import { BASE, PATHS } from './paths.ts'
import { OFFLINE, SCOPES } from './scopes.ts'

export interface BadgeProviderInput {
  readonly issuerUrl: string
  readonly pool: Pool
  readonly now: () => Date
  readonly secret: Buffer
  readonly demo: boolean
}

const HOUR = 3600
/** How long a platform may come back by itself; the page on which a person lets it in says until when. */
export const GRANT_SECONDS = 180 * 24 * HOUR

/**
 * The authorization server of the API (Open Badges 3.0 §7): registration, code with PKCE, refresh, revocation. Another one than
 * that of wallets: its clients are registered, have a secret, and are let in by a person who logs in.
 */
export function createBadgeProvider({ issuerUrl, pool, now, secret, demo }: BadgeProviderInput): Provider {
  const provider = new Provider(`${issuerUrl}${BASE}`, {
    adapter: badgeAdapters({ pool, now }),
    jwks: { keys: [unusedKey()] },
    routes: {
      registration: PATHS.register,
      authorization: PATHS.authorize,
      token: PATHS.token,
      revocation: PATHS.revoke,
      jwks: `${BASE}/oauth/unused/jwks`,
      userinfo: `${BASE}/oauth/unused/userinfo`,
      end_session: `${BASE}/oauth/unused/end-session`,
    },
    responseTypes: ['code'],
    scopes: [...SCOPES, OFFLINE],
    clientAuthMethods: ['client_secret_basic'],
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: ['authorization_code'], response_types: ['code'] },
    extraClientMetadata: { properties: ['software_id', 'software_version'] },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      RefreshToken: GRANT_SECONDS,
      Grant: GRANT_SECONDS,
      Session: 600,
      Interaction: 900,
    },
    // Names of our own: cookies of one host are sent to all its ports, and the demo's login runs on another.
    cookies: {
      keys: [secret.toString('base64url')],
      names: { session: 'attesta_badges', interaction: 'attesta_badges_consent', resume: 'attesta_badges_resume' },
      long: { httpOnly: true, sameSite: 'lax' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    interactions: { url: (_ctx, { uid }) => `${PATHS.consent}/${uid}` },
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    renderError: (ctx, out) => {
      ctx.type = 'json'
      ctx.body = out
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      registration: { enabled: true, initialAccessToken: false, issueRegistrationAccessToken: false },
      // A platform gives back its own tokens, and nobody else's.
      revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
    },
  })
  provider.Client.prototype.compareClientSecret = compareByHash
  provider.proxy = true
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path === METADATA && ctx.status === 200) ctx.body = onlyMounted(ctx.body)
    if (ctx.path.startsWith(PATHS.authorize) && ctx.status >= 400 && wantsPage(ctx.req)) sayToPerson(ctx, demo)
  })
  provider.on('server_error', (ctx, error) => {
    if (!(refusalOf(error) instanceof AttestaError)) return
    ctx.status = 503
    ctx.body = { error: 'temporarily_unavailable', error_description: 'The service is not available at the moment' }
  })
  return provider
}

type Answering = Parameters<Parameters<Provider['use']>[0]>[0]

/** A person followed a link of the platform: what is wrong is no JSON to them. */
function sayToPerson(ctx: Answering, demo: boolean): void {
  const { status } = ctx
  const problem = problemOf(mayPass(status) ? 'service.not-ready' : 'badge-api.platform-request')
  ctx.set('cache-control', 'no-store')
  if (mayPass(status)) ctx.set('retry-after', '5')
  ctx.type = 'html'
  ctx.body = problemPage({ ...problem, status }, frameOf(ctx.req, demo))
}

/** Where the library looks for what RFC 8414 puts at `PATHS.metadata`. */
export const METADATA = '/.well-known/oauth-authorization-server'

/** The secret is kept by its hash: adapter.ts. */
function compareByHash(this: { clientSecret?: string }, shown: string): boolean {
  const [kept, given] = [Buffer.from(this.clientSecret ?? ''), Buffer.from(hashOfToken(shown))]
  return kept.length === given.length && timingSafeEqual(kept, given)
}

/** The library wants a key for ID tokens. None is issued. */
function unusedKey() {
  return { ...freshKeyPair('P-256').privateKey.export({ format: 'jwk' }), kty: 'EC', alg: 'ES256' }
}

function onlyMounted(metadata: Record<string, unknown>): Record<string, unknown> {
  const kept = [
    'issuer',
    'authorization_endpoint',
    'token_endpoint',
    'revocation_endpoint',
    'registration_endpoint',
    'response_types_supported',
    'response_modes_supported',
    'grant_types_supported',
    'token_endpoint_auth_methods_supported',
    'revocation_endpoint_auth_methods_supported',
    'code_challenge_methods_supported',
    'scopes_supported',
    'authorization_response_iss_parameter_supported',
  ]
  return Object.fromEntries(kept.filter((member) => member in metadata).map((member) => [member, metadata[member]]))
}
