import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AttestaError } from '../../credential/errors.ts'
import { parseStrictJson } from '../../credential/json/index.ts'
import type { Deed } from '../../credential/vcdm/index.ts'
import type { Config } from '../config.ts'
import { knownError } from '../on-problem.ts'
import { problemOf } from '../problem.ts'
import { problemDetail } from './problem-details.ts'

/** A credential with a picture in it; what is larger is refused before it is read. */
const MAX_BYTES = 2 * 1024 * 1024

/** Refusals that are not about the document keep their own status. */
const OWN_STATUS: readonly number[] = [404, 413, 429]

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a refusal of this route is a refusal of. */
    readonly deed?: Deed
  }
}

/**
 * Mounts the VC-API below its base path: JSON of any JSON media type, and every refusal in the form that its clients and test suites
 * read, always 400 where a deed failed on what was handed in.
 */
export async function registerVcApi(
  app: FastifyInstance,
  { vcApi }: Pick<Config, 'vcApi'>,
  mount: (scope: FastifyInstance) => void | Promise<void>,
): Promise<void> {
  if (vcApi === undefined) return
  await app.register(
    async (scope) => {
      scope.addContentTypeParser('application/ld+json', { parseAs: 'buffer', bodyLimit: MAX_BYTES }, (_request, body, done) => {
        try {
          done(null, parseStrictJson(new Uint8Array(body as Buffer)))
        } catch (error) {
          done(error as Error)
        }
      })
      scope.addHook('onRoute', (route) => {
        route.bodyLimit = MAX_BYTES
      })
      scope.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
      })
      scope.setErrorHandler((error: FastifyError, request, reply) => refuse(error, request, reply))
      await mount(scope)
    },
    { prefix: vcApi.path },
  )
}

function refuse(error: FastifyError | AttestaError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = knownError(error, request)
  const { status } = problemOf(known.code, known.facts)
  const deed = request.routeOptions.config.deed ?? 'verify'
  if (status >= 500) request.log.error({ err: known.cause instanceof Error ? known.cause : known, code: known.code }, 'failed')
  const detail = problemDetail(known, deed)
  const problemDetails = [detail]
  const answer = deed === 'verify' ? { verified: false, problemDetails, warnings: [] } : { ...detail, problemDetails }
  return reply
    .code(OWN_STATUS.includes(status) || status >= 500 ? status : 400)
    .type('application/json')
    .send(answer)
}
