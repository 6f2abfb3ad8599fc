import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { decodeProtectedHeader, type JWK } from 'jose'
import type { JsonObject } from '../../../credential/json/index.ts'

type Answer = (request: FastifyRequest, reply: FastifyReply) => unknown

export interface SmallIssuer {
  readonly url: string
  /** How an address answers instead of rightly, until `behave`. */
  readonly misbehave: (path: string, answer: Answer) => void
  readonly behave: () => void
  readonly close: () => Promise<void>
  /** What came, by address. */
  readonly seen: Map<string, FastifyRequest>
}

export interface Issuing {
  readonly sdJwt: (holder: JWK) => Promise<string>
  readonly openBadge: () => Promise<JsonObject>
}

/** A real server that speaks the issuer's side of OpenID4VCI, small enough to be told to do each thing wrong. */
export async function smallIssuer({ sdJwt, openBadge }: Issuing): Promise<SmallIssuer> {
  const app: FastifyInstance = Fastify()
  await app.register((await import('@fastify/formbody')).default)
  const wrong = new Map<string, Answer>()
  const seen = new Map<string, FastifyRequest>()
  let url = ''
  const right: Record<string, Answer> = {
    '/.well-known/openid-credential-issuer': () => metadata(url),
    '/.well-known/oauth-authorization-server': () => ({ issuer: url, token_endpoint: `${url}/token` }),
    '/offer': () => offer(url),
    '/token': () => ({ access_token: 'un-gettone', token_type: 'Bearer', expires_in: 60 }),
    '/nonce': () => ({ c_nonce: 'un-nonce' }),
    '/credential': async ({ body }) => {
      const { credential_configuration_id: id, proofs } = body as { credential_configuration_id: string; proofs: { jwt: string[] } }
      const { jwk } = decodeProtectedHeader(proofs.jwt[0] ?? '')
      return { credentials: [{ credential: id === 'badge' ? await openBadge() : await sdJwt(jwk as JWK) }] }
    },
  }
  app.all('/*', async (request, reply) => {
    const path = new URL(request.url, url).pathname
    seen.set(path, request)
    const answer = wrong.get(path) ?? right[path]
    return answer === undefined ? reply.code(404).send({}) : answer(request, reply)
  })
  url = await app
    .listen({ port: 0, host: 'localhost' })
    .then((address) => address.replace('127.0.0.1', 'localhost').replace('[::1]', 'localhost'))
  return {
    url,
    seen,
    misbehave: (path, answer) => void wrong.set(path, answer),
    behave: () => wrong.clear(),
    close: () => app.close(),
  }
}

export function metadata(url: string) {
  const names = [{ name: 'Attestato di competenza', locale: 'it-IT' }]
  return {
    credential_issuer: url,
    credential_endpoint: `${url}/credential`,
    nonce_endpoint: `${url}/nonce`,
    attesta_rendering_endpoint: `${url}/renderings`,
    display: [{ name: 'Ente di prova', locale: 'it-IT' }],
    credential_configurations_supported: {
      sdjwt: { format: 'dc+sd-jwt', vct: 'x', credential_metadata: { display: names } },
      badge: { format: 'ldp_vc' },
      mdoc: { format: 'mso_mdoc' },
    },
  }
}

export function offer(url: string) {
  return {
    credential_issuer: url,
    credential_configuration_ids: ['sdjwt', 'badge'],
    grants: {
      'urn:ietf:params:oauth:grant-type:pre-authorized_code': {
        'pre-authorized_code': 'un-codice',
        tx_code: { input_mode: 'numeric', length: 6 },
      },
    },
    attesta: { title: { it: 'Diversity Manager' }, body: 'Ente di prova' },
  }
}
