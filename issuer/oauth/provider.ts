import { Provider } from 'oidc-provider'
import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { problemOf } from '../../http/problem.ts'
import { freshKeyPair } from '../../keys/fresh-key-pair.ts'
import { refusalOf } from '../db/refusal-of.ts'
import { credentialConfigurations } from '../oid4vci/configurations.ts'
import { adapters } from './adapter.ts'
import { OFFER_SCOPE } from './offer-grant.ts'
import { reasonOf } from './refused-grant.ts'
import { MOUNTED } from './routes.ts'

export interface ProviderInput {
  readonly issuerUrl: string
  readonly pool: Pool
  readonly now: () => Date
  /** 32 bytes that all processes share: DPoP nonces of one are good at the other. */
  readonly secret: Buffer
}

const TOKEN_SECONDS = 600

/**
 * The OAuth half of issuance (protocols.md §14). Its experimental OpenID4VCI feature is on for the pre-authorized code grant
 * alone: metadata, nonces and credentials are ours, and its own endpoints for them are never mounted.
 */
export function createProvider({ issuerUrl, pool, now, secret }: ProviderInput): Provider {
  const provider = new Provider(issuerUrl, {
    adapter: adapters({ pool, issuerUrl, now }),
    jwks: { keys: [unusedKey()] },
    routes: MOUNTED,
    // Without this the implicit grant is announced.
    responseTypes: ['code'],
    scopes: ['openid', ...OFFER_SCOPE.split(' ')],
    clientAuthMethods: ['none'],
    enabledJWA: { dPoPSigningAlgValues: ['ES256', 'ES384', 'EdDSA', 'Ed25519'] },
    ttl: { AccessToken: TOKEN_SECONDS, AuthorizationCode: 60, Grant: TOKEN_SECONDS, Session: TOKEN_SECONDS, Interaction: TOKEN_SECONDS },
    cookies: { keys: [secret.toString('base64url')] },
    // Wallets are pages and apps of anybody: what is sent back belongs to whoever holds the code.
    clientBasedCORS: () => true,
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    renderError: (ctx, out) => {
      ctx.type = 'json'
      ctx.body = out
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: true },
      dPoP: { enabled: true, nonceSecret: secret, requireNonce: () => false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => issuerUrl,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: OFFER_SCOPE,
          audience: issuerUrl,
          accessTokenTTL: TOKEN_SECONDS,
          accessTokenFormat: 'opaque',
        }),
      },
      openid4vci: {
        enabled: true,
        ack: 'experimental-01',
        preAuthorizedCodeGrant: true,
        nonceSecret: secret,
        credentialConfigurationsSupported: forTheLibrary(issuerUrl),
        credentialEndpointExpectedAudience: () => issuerUrl,
        issueCredential: () => {
          throw new Error('the library is not asked for credentials')
        },
      },
    },
  })
  // Foreign Host and protocol headers are replaced before the library sees them: hand-over.ts.
  provider.proxy = true
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path === '/.well-known/oauth-authorization-server' && ctx.status === 200) ctx.body = onlyMounted(ctx.body)
  })
  provider.on('grant.error', (ctx, error) => {
    const reason = reasonOf(error)
    if (reason !== undefined) ctx.body = { ...(ctx.body as object), attesta: problemOf(reason.code, reason.facts) }
  })
  provider.on('server_error', (ctx, error) => {
    const reason = refusalOf(error)
    if (!(reason instanceof AttestaError)) return
    const problem = problemOf(reason.code, reason.facts)
    ctx.status = problem.status
    ctx.body = { error: 'temporarily_unavailable', error_description: 'The service is not available at the moment', attesta: problem }
  })
  return provider
}

/** The library wants a key for ID tokens. None is ever issued: tokens are opaque, nobody logs in here, and `jwks` answers to nobody. */
function unusedKey() {
  return { ...freshKeyPair('P-256').privateKey.export({ format: 'jwk' }), kty: 'EC', alg: 'ES256' }
}

/** It knows jwk as the only binding; did:jwk is read by our endpoint. */
function forTheLibrary(issuerUrl: string) {
  const entries = Object.entries(credentialConfigurations({ issuerUrl }))
  return Object.fromEntries(entries.map(([id, { format, scope }]) => [id, { format, scope }]))
}

/** Announces what answers: the authorization endpoint and PAR are configured, and come with the code flow. */
function onlyMounted(metadata: Record<string, unknown>): Record<string, unknown> {
  const kept = [
    'issuer',
    'token_endpoint',
    'token_endpoint_auth_methods_supported',
    'response_types_supported',
    'dpop_signing_alg_values_supported',
    'code_challenge_methods_supported',
  ]
  return {
    ...Object.fromEntries(kept.map((member) => [member, metadata[member]])),
    grant_types_supported: ['urn:ietf:params:oauth:grant-type:pre-authorized_code'],
    scopes_supported: OFFER_SCOPE.split(' '),
    'pre-authorized_grant_anonymous_access_supported': true,
  }
}
