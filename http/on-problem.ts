import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AttestaError, type ErrorCode } from '../credential/errors.ts'
import { mayPass, problemPage, wantsPage } from './page/problem-page.ts'
import { frameOf } from './page/served-page.ts'
import { problemOf } from './problem.ts'

/** Fastify's own refusals, under our codes. */
const OWN: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.malformed',
  FST_ERR_MAX_PARAM_LENGTH: 'request.not-found',
  FST_ERR_RATE_LIMIT: 'request.too-many',
}

/**
 * Every refusal leaves as RFC 9457 problem+json, in two languages, with a stable code and no inner text; what may pass if it is tried
 * again, as a page where a person waits in a browser.
 */
export function onProblem(app: FastifyInstance, { demo }: { demo: boolean }): void {
  const answer = answerer(demo)
  app.setErrorHandler((error: FastifyError, request, reply) => answer(error, request, reply))
  app.setNotFoundHandler((request, reply) => answer(new AttestaError('request.not-found'), request, reply))
}

/**
 * The same for what Fastify refuses before there is a route, whose own answer repeats the whole address. The hooks have not run: there are
 * no headers but these, and nothing may be kept or framed. An address longer than any here is one of nothing.
 */
export function onFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply, demo: boolean): void {
  const problem = problemOf(knownError(error, request).code)
  reply.code(problem.status).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff')
  if (wantsPage(request)) reply.type('text/html; charset=utf-8').send(problemPage(problem, frameOf(request, demo)))
  else reply.type('application/problem+json').send(problem)
}

const answerer =
  (demo: boolean) =>
  (error: FastifyError | AttestaError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const known = knownError(error, request)
    const problem = problemOf(known.code, known.facts)
    if (problem.status >= 500) {
      request.log.error({ err: error.cause instanceof Error ? error.cause : error, code: problem.code }, 'failed')
      reply.header('retry-after', '5')
    }
    reply.code(problem.status).header('cache-control', 'no-store')
    if (mayPass(problem.status) && wantsPage(request))
      return reply.type('text/html; charset=utf-8').send(problemPage(problem, frameOf(request, demo)))
    const field = known.code === 'request.invalid' ? fieldOf(error) : undefined
    return reply.type('application/problem+json').send(field === undefined ? problem : { ...problem, field })
  }

/** The refusal that an error is, under our codes. */
export function knownError(error: FastifyError | AttestaError, request: FastifyRequest): AttestaError {
  if (error instanceof AttestaError) return error
  if (error.validation !== undefined) return refusedBySchema(error, request)
  const own = OWN[error.code]
  if (own !== undefined) return new AttestaError(own, {}, { cause: error })
  if (error.statusCode !== undefined && error.statusCode < 500)
    return new AttestaError(error.statusCode === 429 ? 'request.too-many' : 'request.malformed', {}, { cause: error })
  return new AttestaError('internal', {}, { cause: error })
}

/** Where nothing came, or no object, there is no field to name: the sentence names those that are awaited. */
function refusedBySchema(error: FastifyError, { routeOptions }: FastifyRequest): AttestaError {
  const field = fieldOf(error)
  if (field !== undefined) return new AttestaError('request.invalid', { field }, { cause: error })
  const { required = [], properties = {} } = (routeOptions.schema?.body ?? {}) as { required?: string[]; properties?: object }
  const fields = (required.length > 0 ? required : Object.keys(properties)).join(', ')
  return fields === ''
    ? new AttestaError('request.malformed', {}, { cause: error })
    : new AttestaError('request.body-missing', { fields }, { cause: error })
}

/** Name of the member that a schema refused, so that a form can put the sentence beside its field. */
function fieldOf(error: FastifyError | AttestaError): string | undefined {
  if (!('validation' in error)) return undefined
  const first = error.validation?.[0]
  if (first === undefined) return undefined
  const { missingProperty, additionalProperty } = first.params as { missingProperty?: string; additionalProperty?: string }
  const at = missingProperty ?? additionalProperty ?? first.instancePath.replace(/^\//, '').replaceAll('/', '.')
  return at === '' ? undefined : at
}
