import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import { knownError } from '../../http/on-problem.ts'
import { mayPass, problemPage } from '../../http/page/problem-page.ts'
import { frameOf } from '../../http/page/served-page.ts'
import { problemOf } from '../../http/problem.ts'
import { refusalOf } from '../db/refusal-of.ts'

/** What went wrong, for a person: the sentence, and what to do. */
export function pageOfRefusal({ demo }: { demo: boolean }) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = refusalOf(thrown)
    const known = refusal instanceof AttestaError ? refusal : knownError(thrown as FastifyError, request)
    const problem = problemOf(known.code, known.facts)
    if (problem.status >= 500) request.log.error({ err: thrown instanceof Error ? thrown : undefined, code: known.code }, 'failed')
    if (mayPass(problem.status)) reply.header('retry-after', reply.getHeader('retry-after') ?? '5')
    return reply
      .code(problem.status)
      .headers({ 'cache-control': 'no-store', vary: 'accept-language' })
      .type('text/html; charset=utf-8')
      .send(problemPage(problem, frameOf(request, demo)))
  }
}
