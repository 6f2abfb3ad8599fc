import type { FastifyInstance } from 'fastify'
import { signerOf } from '../openid4vp/signer-of.ts'
import { createSession } from '../presentations/create.ts'
import { readAnswer } from '../presentations/read-answer.ts'
import type { VerifierWorld } from '../world.ts'

const DEFAULT_PURPOSE = 'Verificare un attestato di competenza'

const postPresentation = {
  body: {
    type: 'object',
    additionalProperties: false,
    properties: { purpose: { type: 'string', minLength: 3, maxLength: 120 } },
  },
} as const

const getPresentation = {
  params: { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } },
  headers: { type: 'object', required: ['x-session-secret'], properties: { 'x-session-secret': { type: 'string', maxLength: 64 } } },
} as const

/** The asking page's side of OpenID4VP: open a session, show its QR, wait for the answer. */
export async function presentations(app: FastifyInstance, world: VerifierWorld): Promise<void> {
  const { settings } = world

  app.post<{ Body: { purpose?: string } }>('/api/presentations', { schema: postPresentation }, async (request, reply) => {
    const { clientId } = signerOf(world)
    const session = await createSession({ purpose: request.body.purpose ?? DEFAULT_PURPOSE }, world)
    const query = new URLSearchParams({
      client_id: clientId,
      request_uri: `${settings.verifierUrl}/openid4vp/requests/${session.id}`,
    })
    reply.code(201).header('cache-control', 'no-store')
    return {
      id: session.id,
      secret: session.secret,
      expiresAt: session.expiresAt.toISOString(),
      requestUri: query.get('request_uri'),
      deepLink: `openid4vp://?${query}`,
      walletLink: `${settings.walletUrl}/#/mostra?${query}`,
    }
  })

  app.get<{ Params: { id: string }; Headers: { 'x-session-secret': string } }>(
    '/api/presentations/:id',
    { schema: getPresentation },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return readAnswer({ id: request.params.id, secret: request.headers['x-session-secret'] }, world)
    },
  )
}
