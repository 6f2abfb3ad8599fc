import type { FastifyInstance } from 'fastify'

export interface OpenOptions {
  readonly methods: readonly ('GET' | 'POST')[]
  /** Request headers that pages may send. */
  readonly allow?: readonly string[]
  /** Response headers that pages may read. */
  readonly expose: readonly string[]
  /** Paths that browsers ask about beforehand. */
  readonly preflight: readonly string[]
}

/**
 * Lets pages of any origin read what is mounted in `scope` (Fetch, CORS protocol). Only for what answers to no cookie. The
 * official plugin claims OPTIONS for the whole app, which the console must not share.
 */
export function openToAllOrigins(scope: FastifyInstance, { methods, allow = [], expose, preflight }: OpenOptions): void {
  scope.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': expose.join(', ') })
  })
  for (const path of preflight) {
    scope.options(path, async (_request, reply) =>
      reply
        .headers({
          'access-control-allow-methods': methods.join(', '),
          'access-control-allow-headers': allow.join(', '),
          'access-control-max-age': '3600',
        })
        .code(204)
        .send(),
    )
  }
}
