import type { FastifyInstance } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import { problemOf } from '../../http/problem.ts'
import { escapeHtml } from './escape-html.ts'

/** A login that fails is seen by a person in a browser, not by a program: the sentence and a way to try again, in both languages. */
export function authProblemPage(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (!wantsPage || !(error instanceof AttestaError)) throw error
    const { status, it, en, next } = problemOf(error.code, error.facts)
    if (status >= 500) request.log.error({ err: error.cause instanceof Error ? error.cause : error, code: error.code }, 'failed')
    return reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(`<!doctype html>
<html lang="it"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Accesso</title></head>
<body><main><h1>${escapeHtml(it)}</h1><p>${escapeHtml(next.it)}</p>
<p lang="en">${escapeHtml(en)} ${escapeHtml(next.en)}</p>
<p><a href="/auth/login">Riprova ad accedere <span lang="en">· Try again</span></a></p></main></body></html>`)
  })
}
