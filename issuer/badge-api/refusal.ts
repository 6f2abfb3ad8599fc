import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AttestaError, type ErrorCode } from '../../credential/errors.ts'
import { knownError } from '../../http/on-problem.ts'
import { type Problem, problemOf } from '../../http/problem.ts'
import { refusalOf } from '../db/refusal-of.ts'

type Minor =
  | 'forbidden'
  | 'invalid_data'
  | 'invalid_query_parameter'
  | 'not_allowed'
  | 'not_found'
  | 'server_busy'
  | 'unauthorizedrequest'
  | 'internal_server_error'

const MINOR: Readonly<Record<number, Minor>> = {
  400: 'invalid_data',
  401: 'unauthorizedrequest',
  403: 'forbidden',
  404: 'not_found',
  405: 'not_allowed',
  429: 'server_busy',
  503: 'server_busy',
}

/** A refusal as 1EdTech writes it (Open Badges 3.0, Imsx_StatusInfo), with our problem beside it for whoever shows it to a person. */
export function answerRefusal(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemFor(thrown, request)
  const { status, code } = problem
  // A registry of somebody else that is down is no fault of ours, and every push would be a line of the log.
  if (status >= 500 && code !== 'badge-api.issuer-unreachable')
    request.log.error({ err: thrown instanceof Error ? thrown : undefined, code }, 'failed')
  if (status === 401) reply.header('www-authenticate', code === 'badge-api.no-token' ? 'Bearer' : 'Bearer error="invalid_token"')
  if (status === 403) reply.header('www-authenticate', 'Bearer error="insufficient_scope"')
  if (status === 429 || status === 503) reply.header('retry-after', reply.getHeader('retry-after') ?? '60')
  const minor = code === 'badge-api.query' ? 'invalid_query_parameter' : (MINOR[status] ?? 'internal_server_error')
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send({
      imsx_codeMajor: 'failure',
      imsx_severity: 'error',
      imsx_description: sayWhy(problem),
      imsx_codeMinor: {
        imsx_codeMinorField: [{ imsx_codeMinorFieldName: 'TargetEndSystem', imsx_codeMinorFieldValue: minor }],
      },
      attesta: problem,
    })
}

/** Of a badge that is not kept, what is wrong with it as well, in the words of the check; its codes are among the facts of the problem. */
function sayWhy({ code, en, facts }: Problem): string {
  return code === 'badge-api.not-verified' ? `${en} ${problemOf(facts.why as ErrorCode, facts).en}` : en
}

function problemFor(thrown: unknown, request: FastifyRequest) {
  const refusal = refusalOf(thrown)
  const known = refusal instanceof AttestaError ? refusal : knownError(thrown as FastifyError, request)
  return problemOf(known.code, known.facts)
}
