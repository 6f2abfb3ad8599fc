import type { FastifyInstance } from 'fastify'
import { decode, encode } from '../../credential/base64url.ts'
import { AttestaError } from '../../credential/errors.ts'
import { parseDateTime } from '../../credential/time.ts'
import { createShare } from '../shares/create.ts'
import { ownShare } from '../shares/own-share.ts'
import { revokeShare } from '../shares/revoke.ts'
import { viewShare } from '../shares/view.ts'
import type { VerifierWorld } from '../world.ts'

const MAX_DAYS = 90
const DAY_MS = 24 * 3600_000

const base64url = (minLength: number, maxLength: number) => ({ type: 'string', pattern: '^[A-Za-z0-9_-]+$', minLength, maxLength }) as const
const id = base64url(22, 22)
const params = { type: 'object', required: ['id'], properties: { id } } as const

const postShare = {
  body: {
    type: 'object',
    additionalProperties: false,
    required: ['id', 'ciphertext', 'expiresAt', 'maxViews', 'revokeHash'],
    properties: {
      id,
      ciphertext: base64url(38, 131_072),
      expiresAt: { type: 'string', maxLength: 32 },
      maxViews: { type: 'integer', minimum: 1, maximum: 100 },
      revokeHash: base64url(43, 43),
    },
  },
} as const

const revokeToken = base64url(22, 86)

const getShare = {
  params,
  headers: { type: 'object', required: ['x-revoke-token'], properties: { 'x-revoke-token': revokeToken } },
} as const

const deleteShare = {
  params,
  body: { type: 'object', additionalProperties: false, required: ['revokeToken'], properties: { revokeToken } },
} as const

interface NewShareBody {
  readonly id: string
  readonly ciphertext: string
  readonly expiresAt: string
  readonly maxViews: number
  readonly revokeHash: string
}

/** Share links: a mailbox of ciphertexts (web.md §4.3). Viewing is a POST, so that mail scanners do not burn the limit. */
export async function shares(app: FastifyInstance, world: VerifierWorld): Promise<void> {
  app.post<{ Body: NewShareBody }>('/api/shares', { schema: postShare }, async (request, reply) => {
    const { body } = request
    const expiresAt = parseDateTime(body.expiresAt)
    const life = expiresAt.getTime() - world.now().getTime()
    if (life <= 0 || life > MAX_DAYS * DAY_MS) throw new AttestaError('share.lifetime', { days: MAX_DAYS })
    await createShare(
      { id: body.id, ciphertext: decode(body.ciphertext), expiresAt, maxViews: body.maxViews, revokeHash: decode(body.revokeHash) },
      world,
    )
    reply.code(201).header('cache-control', 'no-store')
    return { id: body.id, url: `${world.settings.verifierUrl}/c/${body.id}` }
  })

  app.post<{ Params: { id: string } }>('/api/shares/:id/view', { schema: { params } }, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    return { ciphertext: encode(await viewShare({ id: request.params.id }, world)) }
  })

  app.get<{ Params: { id: string }; Headers: { 'x-revoke-token': string } }>(
    '/api/shares/:id',
    { schema: getShare },
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return ownShare({ id: request.params.id, revokeToken: decode(request.headers['x-revoke-token']) }, world)
    },
  )

  app.delete<{ Params: { id: string }; Body: { revokeToken: string } }>(
    '/api/shares/:id',
    { schema: deleteShare },
    async (request, reply) => {
      await revokeShare({ id: request.params.id, revokeToken: decode(request.body.revokeToken) }, world)
      return reply.code(204).send()
    },
  )
}
