import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import { knownError } from '../../http/on-problem.ts'
import { problemOf } from '../../http/problem.ts'
import { refusalOf } from '../db/refusal-of.ts'
import { escapeHtml } from '../routes/escape-html.ts'
import { type Language, languageOf } from '../routes/language.ts'
import { PATHS } from './paths.ts'

const DEMO = { it: 'Ambiente dimostrativo: nessun dato reale', en: 'Demonstration: no real data' } as const

/** The frame of the pages for citizens: without a script, one column. */
export function page({ title, content, language, demo }: { title: string; content: string; language: Language; demo: boolean }): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="data:,"><link rel="stylesheet" href="${PATHS.style}"><title>${escapeHtml(title)}</title></head>
<body>${demo ? `<header><p class="demo">${DEMO[language]}</p></header>` : ''}<main>${content}</main></body></html>`
}

/** What went wrong, for a person: the sentence, and what to do. */
export function pageOfRefusal({ demo }: { demo: boolean }) {
  return (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = refusalOf(thrown)
    const known = refusal instanceof AttestaError ? refusal : knownError(thrown as FastifyError, request)
    const problem = problemOf(known.code, known.facts)
    if (problem.status >= 500) request.log.error({ err: thrown instanceof Error ? thrown : undefined, code: known.code }, 'failed')
    const language = languageOf(request)
    const sentence = problem[language]
    const content = `<h1>${escapeHtml(sentence)}</h1><p>${escapeHtml(problem.next[language])}</p>`
    return reply
      .code(problem.status)
      .headers({ 'cache-control': 'no-store', vary: 'accept-language' })
      .type('text/html; charset=utf-8')
      .send(page({ title: sentence, content, language, demo }))
  }
}
