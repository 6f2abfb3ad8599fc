import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

export interface Cacheable {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly body: string
  readonly mediaType: string
  /** Seconds for which caches between us and the reader may answer alone; the reader's own cache asks each time. */
  readonly sharedSeconds: number
}

/** Sends a public document with a strong ETag, or 304 to whoever has it: a wallet or verifier page never judges by its own stale copy. */
export function sendCacheable({ request, reply, body, mediaType, sharedSeconds }: Cacheable): FastifyReply {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  reply.header('etag', etag).header('cache-control', `public, max-age=0, must-revalidate, s-maxage=${sharedSeconds}`)
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known?.includes(etag) === true || known?.includes('*') === true) return reply.code(304).send()
  return reply.type(mediaType).send(body)
}
