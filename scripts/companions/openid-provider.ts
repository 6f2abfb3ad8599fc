import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import Provider, { type Configuration } from 'oidc-provider'
import { demoPeople, errorPage, loginPage, logoutPage, STYLE } from './login-page.ts'

export interface OpenidProviderOptions {
  /** Its own address, e.g. `http://localhost:4010`. */
  readonly issuer: string
  readonly client: {
    readonly id: string
    readonly secret: string
    readonly redirectUris: readonly string[]
    readonly postLogoutRedirectUris: readonly string[]
  }
  /** PEM texts; with them it speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string }
  /** More public files of the companions, by path (the mailbox's list). */
  readonly extra?: Readonly<Record<string, () => unknown>>
}

/**
 * The demo's OpenID provider: oidc-provider, certified, with invented people in place of SPID and CIE. It keeps everything in
 * memory and lets anybody in: never started in production.
 */
export function openidProvider({ issuer, client, tls, extra = {} }: OpenidProviderOptions): Server {
  const provider = new Provider(issuer, configuration(client))
  const callback = provider.callback()
  const formTargets = [...new Set(client.redirectUris.map((uri) => new URL(uri).origin))]

  const listener: RequestListener = (request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.end()
      else send(response, 400, errorPage(), 'text/html; charset=utf-8', formTargets)
    })
  }
  return tls === undefined ? createServer(listener) : createTlsServer(tls, listener)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', issuer)
    const uid = /^\/login\/([\w-]+)$/.exec(pathname)?.[1]
    const file = extra[pathname]
    if (pathname === '/style.css') return send(response, 200, STYLE, 'text/css; charset=utf-8', formTargets)
    if (pathname === '/health') return send(response, 200, '{"status":"ok"}', 'application/json', formTargets)
    if (file !== undefined) return send(response, 200, JSON.stringify(file()), 'application/json', formTargets)
    if (uid === undefined) return void callback(request, response)
    if (request.method === 'POST') return login(request, response)
    // Throws where the interaction is not this browser's own.
    await provider.interactionDetails(request, response)
    send(response, 200, loginPage({ uid }), 'text/html; charset=utf-8', formTargets)
  }

  async function login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sub = new URLSearchParams(await bodyOf(request)).get('sub')
    if (!demoPeople.some((person) => person.sub === sub)) throw new Error('unknown demo person')
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId: sub ?? '', remember: false } },
      { mergeWithLastSubmission: false },
    )
  }
}

/** As SPID and CIE call it. */
const TAX_CODE = 'https://attributes.eid.gov.it/fiscal_number'

function configuration(client: OpenidProviderOptions['client']): Configuration {
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [...client.redirectUris],
        post_logout_redirect_uris: [...client.postLogoutRedirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['given_name', 'family_name', 'name'], email: ['email'], [TAX_CODE]: null },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      // The provider's own page asks once more, in English, with fonts from elsewhere. «Esci» in the console was the answer.
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          ctx.body = logoutPage({ form })
        },
      },
    },
    pkce: { required: () => true },
    interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}` },
    cookies: { keys: [crypto.randomUUID()] },
    ttl: { Interaction: 600, Session: 3600, Grant: 3600, AccessToken: 600, IdToken: 600 },
    findAccount: (_ctx, id) => {
      const person = demoPeople.find(({ sub }) => sub === id)
      if (person === undefined) return undefined
      const { sub, given_name, family_name, email } = person
      const claims = { sub, given_name, family_name, name: `${given_name} ${family_name}`, email }
      return { accountId: id, claims: () => ('tax_code' in person ? { ...claims, [TAX_CODE]: `TINIT-${person.tax_code}` } : claims) }
    },
    // The console is the provider's own client: asking for consent would teach nothing.
    loadExistingGrant: async (ctx) => {
      const { client: asking, session } = ctx.oidc
      if (asking === undefined || session?.accountId === undefined) return undefined
      const grant = new ctx.oidc.provider.Grant({ clientId: asking.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid profile email')
      grant.addOIDCClaims([TAX_CODE])
      await grant.save()
      return grant
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > 4096) throw new Error('body too large')
  }
  return text
}

function send(response: ServerResponse, status: number, body: string, type: string, formTargets: readonly string[]): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // Chromium applies form-action to the redirects that follow a post as well.
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' ${formTargets.join(' ')}; base-uri 'none'; frame-ancestors 'none'`,
  })
  response.end(body)
}
