import type { Problem } from '../problem.ts'
import { escapeHtml } from './escape-html.ts'
import { type Frame, servedPage } from './served-page.ts'

const AGAIN = { it: 'Riprova', en: 'Try again' } as const

/** Whether it is a person in a browser who waits for the answer. Programs, pages' own requests too, do not ask for HTML by name. */
export function wantsPage({ headers }: { readonly headers: { readonly accept?: string | undefined } }): boolean {
  return (headers.accept ?? '').includes('text/html')
}

/** What went wrong, for a person: the sentence, what to do, and where it may pass by itself, the way to try again. */
export function problemPage(problem: Pick<Problem, 'status' | 'it' | 'en' | 'next'>, frame: Frame): string {
  const { language } = frame
  const title = problem[language]
  // An empty address is that of the page itself, query and all.
  const again = mayPass(problem.status) ? `<p><a href="">${AGAIN[language]}</a></p>` : ''
  return servedPage({ title, content: `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(problem.next[language])}</p>${again}`, frame })
}

/** Too many requests, or the service itself: not what was asked for. */
export function mayPass(status: number): boolean {
  return status === 429 || status >= 500
}
