import type { FastifyReply } from 'fastify'

export interface SentFile {
  readonly name: string
  readonly mediaType: string
  readonly content: string | Uint8Array
}

/** A file to be kept, under its own name. */
export function sendFile(reply: FastifyReply, { name, mediaType, content }: SentFile): FastifyReply {
  return reply.header('content-disposition', `attachment; filename="${name}"`).type(mediaType).send(content)
}
