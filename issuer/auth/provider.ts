import * as client from 'openid-client'
import { AttestaError } from '../../credential/errors.ts'
import { parseTaxCode } from '../../credential/tax-code.ts'

export interface ProviderSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Ours, exactly as registered at the provider. */
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  /** Claim that tells the codice fiscale; absent: nobody needs it. */
  readonly taxCodeClaim?: string
}

/** Whom we ask who somebody is: any OpenID Connect provider (SPID and CIE through their proxy, Keycloak, the demo's own). */
export interface Provider {
  /** @param input `taxCode`: the login is for something that must know whose it is */
  start(input?: { taxCode: boolean }): Promise<{ url: string; state: string; nonce: string; codeVerifier: string }>
  /** @throws AttestaError `auth.failed` */
  finish(input: { url: URL; state: string; nonce: string; codeVerifier: string }): Promise<Identity>
  logoutUrl(idToken: string | undefined): Promise<string>
}

export interface Identity {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly email: string | undefined
  /** As the provider vouches for it, without the country before it. */
  readonly taxCode?: string
  readonly idToken: string | undefined
}

/** Discovery happens at the first login, not at start: services start in any order, and a provider that was down may come back. */
export function openProvider(settings: ProviderSettings): Provider {
  let discovered: Promise<client.Configuration> | undefined
  const configuration = async () => {
    discovered ??= discover(settings)
    try {
      return await discovered
    } catch (cause) {
      discovered = undefined
      throw new AttestaError('auth.provider', {}, { cause })
    }
  }
  return {
    async start({ taxCode } = { taxCode: false }) {
      const state = client.randomState()
      const nonce = client.randomNonce()
      const codeVerifier = client.randomPKCECodeVerifier()
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: settings.redirectUri,
        scope: 'openid profile email',
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        // SPID and CIE tell only what is asked for by name (OpenID Connect Core §5.5).
        ...(taxCode && settings.taxCodeClaim !== undefined
          ? { claims: JSON.stringify({ userinfo: { [settings.taxCodeClaim]: { essential: true } } }) }
          : {}),
        prompt: 'login', // shared counters: never the session of whoever sat here before
      })
      return { url: url.href, state, nonce, codeVerifier }
    },
    async finish({ url, state, nonce, codeVerifier }) {
      const config = await configuration()
      try {
        const tokens = await client.authorizationCodeGrant(config, url, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        })
        const claims = tokens.claims()
        if (claims === undefined) throw new AttestaError('auth.failed')
        // SPID and CIE give names at UserInfo only (domain.md §5.2).
        const user = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
        return {
          issuer: claims.iss,
          subject: claims.sub,
          name: nameOf(user),
          email: user.email,
          idToken: tokens.id_token,
          ...taxCodeOf(settings.taxCodeClaim === undefined ? undefined : user[settings.taxCodeClaim]),
        }
      } catch (cause) {
        throw cause instanceof AttestaError ? cause : new AttestaError('auth.failed', {}, { cause })
      }
    },
    async logoutUrl(idToken) {
      const config = await configuration().catch(() => undefined)
      if (config?.serverMetadata().end_session_endpoint === undefined || idToken === undefined) return '/'
      const parameters = { id_token_hint: idToken, post_logout_redirect_uri: settings.postLogoutRedirectUri }
      return client.buildEndSessionUrl(config, parameters).href
    },
  }
}

function nameOf({ name, given_name, family_name, sub }: client.UserInfoResponse): string {
  return name ?? ([given_name, family_name].filter((part) => part !== undefined).join(' ') || sub)
}

/** `TINIT-` says whose register the code is of (SPID, CIE; ETSI EN 319 412-1 §5.1.3). A code that is none is no identity. */
function taxCodeOf(claim: unknown): { taxCode?: string } {
  if (typeof claim !== 'string') return {}
  try {
    return { taxCode: parseTaxCode(claim.replace(/^TINIT-/, '')).code }
  } catch {
    return {}
  }
}

async function discover({ issuer, clientId, clientSecret }: ProviderSettings): Promise<client.Configuration> {
  const url = new URL(issuer)
  const loopback = url.hostname === 'localhost' || url.hostname === '127.0.0.1'
  // Plain http only to this very machine, as the demo does; openid-client refuses it otherwise.
  const options = loopback && url.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : {}
  return client.discovery(url, clientId, clientSecret, undefined, { ...options, timeout: 5 })
}
