import type { FastifyInstance } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import { escapeHtml } from '../../http/page/escape-html.ts'
import { wantsPage } from '../../http/page/problem-page.ts'
import { frameOf, servedPage } from '../../http/page/served-page.ts'
import { problemOf } from '../../http/problem.ts'

const AGAIN = { it: 'Riprova ad accedere', en: 'Try to log in again' } as const

/** A login that fails is seen by a person in a browser, not by a program: the sentence and a way to try again. */
export function authProblemPage(app: FastifyInstance, { demo }: { demo: boolean }): void {
  app.setErrorHandler((error, request, reply) => {
    if (request.method !== 'GET' || !wantsPage(request) || !(error instanceof AttestaError)) throw error
    const problem = problemOf(error.code, error.facts)
    const { status } = problem
    if (status >= 500) request.log.error({ err: error.cause instanceof Error ? error.cause : error, code: error.code }, 'failed')
    const frame = frameOf(request, demo)
    const title = problem[frame.language]
    // From the start: the answer of the provider that failed is of no use again.
    const content = `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(problem.next[frame.language])}</p>
<p><a href="/auth/login">${AGAIN[frame.language]}</a></p>`
    return reply
      .code(status)
      .headers({ 'cache-control': 'no-store', vary: 'accept-language' })
      .type('text/html; charset=utf-8')
      .send(servedPage({ title, content, frame }))
  })
}
