import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Best first. Each form has an entity tag of its own: a strong one names bytes (RFC 9110 §8.8.3.3). */
const CODINGS = [
  ['br', brotliCompressSync],
  ['gzip', gzipSync],
] as const

/**
 * The one page of a web app, compressed once when the process starts: it stands before everything else on a slow line. Always
 * asked for anew, and answered without a body where it is the same and its address is one (RFC 9110 §13.2.1).
 */
export function pageSender(html: Buffer): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  const tag = createHash('sha256').update(html).digest('base64url').slice(0, 27)
  const compressed = CODINGS.map(([coding, compress]) => ({ coding, body: compress(html), etag: `"${tag}-${coding}"` }))
  return (request, reply) => {
    const form = compressed.find(({ coding }) => accepts(request.headers['accept-encoding'], coding))
    const etag = form?.etag ?? `"${tag}"`
    reply.headers({ 'cache-control': 'no-cache', vary: 'accept-encoding', etag })
    if (reply.statusCode === 200 && request.headers['if-none-match']?.includes(etag) === true) return reply.code(304).send()
    if (form !== undefined) reply.header('content-encoding', form.coding)
    return reply.type('text/html; charset=utf-8').send(form?.body ?? html)
  }
}

/** Whether a coding is named and not refused (RFC 9110 §12.5.3). A wildcard is not taken up: the plain page is right for it too. */
function accepts(header: string | string[] | undefined, coding: string): boolean {
  return String(header ?? '')
    .split(',')
    .some((part) => {
      const [name = '', ...parameters] = part.toLowerCase().split(';')
      return name.trim() === coding && !parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter))
    })
}
