import * as client from 'openid-client'
import type { Browser, Page } from '../browser.ts'

export const SCOPE = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/'
export const REDIRECT = 'https://piattaforma.example/ritorno'

/** What a platform registers: invented, dato dimostrativo. */
export const METADATA = {
  client_name: 'Vetrina dei badge',
  client_uri: 'https://piattaforma.example/',
  logo_uri: 'https://piattaforma.example/logo.png',
  tos_uri: 'https://piattaforma.example/condizioni',
  policy_uri: 'https://piattaforma.example/privacy',
  software_id: 'c5a1b1f0-0d6e-4b5f-9d07-0d2c6e1f7a55',
  software_version: '1.0',
  redirect_uris: [REDIRECT],
  token_endpoint_auth_method: 'client_secret_basic',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  scope: `${SCOPE}credential.readonly ${SCOPE}credential.upsert ${SCOPE}profile.readonly ${SCOPE}profile.update offline_access`,
}

interface Description {
  components: {
    securitySchemes: {
      OAuth2ACG: {
        'x-imssf-registrationUrl': string
        flows: { authorizationCode: { authorizationUrl: string; tokenUrl: string; refreshUrl: string; scopes: Record<string, string> } }
      }
    }
  }
}

/** A badge platform: openid-client, which shares no code with the server, told the addresses by the service description alone. */
export interface Platform {
  readonly config: client.Configuration
  readonly api: string
  /** Leads a person through the page, who ticks what `allow` names. */
  authorize(input: {
    browser: Browser
    as: string
    scope?: string
    allow?: (scope: string) => boolean
  }): Promise<client.TokenEndpointResponse>
  call(path: string, token: string | undefined, init?: RequestInit): Promise<Response>
}

export async function readDescription(issuerUrl: string): Promise<Description> {
  return (await (await fetch(`${issuerUrl}/ims/ob/v3p0/discovery`)).json()) as Description
}

export async function register(issuerUrl: string, metadata: Record<string, unknown> = METADATA): Promise<Response> {
  const { components } = await readDescription(issuerUrl)
  return fetch(components.securitySchemes.OAuth2ACG['x-imssf-registrationUrl'], {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(metadata),
  })
}

export async function openPlatform(issuerUrl: string, metadata: Partial<client.ClientMetadata> = METADATA): Promise<Platform> {
  const api = `${issuerUrl}/ims/ob/v3p0`
  const config = await client.dynamicClientRegistration(new URL(api), metadata, client.ClientSecretBasic(), {
    algorithm: 'oauth2',
    execute: [client.allowInsecureRequests],
  })
  return {
    config,
    api,
    async authorize({ browser, as, scope = METADATA.scope, allow = () => true }) {
      const verifier = client.randomPKCECodeVerifier()
      const state = client.randomState()
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: REDIRECT,
        scope,
        state,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      const page = await browser.open(url.href, { as })
      const back = await answer({ browser, page, allow })
      return client.authorizationCodeGrant(config, new URL(back.url), { expectedState: state, pkceCodeVerifier: verifier })
    },
    call: (path, token, init = {}) =>
      fetch(`${api}${path}`, {
        ...init,
        headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...init.headers },
      }),
  }
}

/** Presses the button of the page; whose boxes are ticked is what `allow` says. */
export function answer({
  browser,
  page,
  allow,
  word = 'yes',
}: {
  browser: Browser
  page: Page
  allow: (scope: string) => boolean
  word?: string
}) {
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1]
  if (csrf === undefined) throw new Error(`no page to answer: ${page.status}`)
  const offered = [...page.html.matchAll(/name="scope" value="([^"]+)"/g)].map(([, scope = '']) => scope)
  const fields = new URLSearchParams([['csrf', csrf], ['answer', word], ...offered.filter(allow).map((scope) => ['scope', scope])])
  return browser.submit(page, fields)
}
