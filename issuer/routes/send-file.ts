import type { FastifyReply } from 'fastify'

export interface SentFile {
  readonly name: string
  readonly mediaType: string
  readonly content: string | Uint8Array
}

export const CSV = 'text/csv; charset=utf-8'

/** A file to be kept, under its own name. */
export function sendFile(reply: FastifyReply, { name, mediaType, content }: SentFile): FastifyReply {
  return reply.header('content-disposition', `attachment; filename="${name}"`).type(mediaType).send(content)
}
