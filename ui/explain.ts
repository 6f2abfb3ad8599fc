import { load } from 'virtual:attesta-catalogue'
import type { Messages } from '@lingui/core'
import { fill, language, t } from './i18n.ts'
import type { Sentences } from './problem.ts'

export interface ProblemText {
  readonly sentence: string
  readonly next?: string
}

interface Said {
  readonly code: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly sentences?: Sentences
  /** What to show for a code that the catalogue does not have. */
  readonly fallback?: string
}

/** The sentence and the next step in the page's language: as the service wrote them, else from the catalogue. */
export async function explain(problem: Said): Promise<ProblemText> {
  const now = language() === 'it' ? 'it' : 'en'
  const said = problem.sentences?.[now]
  if (said !== undefined) return text(said, problem.sentences?.next?.[now])
  // A file of its own. Where it cannot be had, the network is away: that much is said without it.
  const catalogue = await load(now).catch(() => undefined)
  if (catalogue === undefined) return text(t('problem.offline'), t('problem.offlineNext'))
  const filled = (message: Messages[string]) => fill(catalogue.dated(message, problem.facts), problem.facts)
  const [sentence, next] = catalogue.sentences[problem.code] ??
    (problem.fallback === undefined ? catalogue.sentences.internal : undefined) ?? [problem.fallback ?? '']
  return text(filled(sentence), next === undefined ? undefined : filled(next))
}

function text(sentence: string, next: string | undefined): ProblemText {
  return next === undefined ? { sentence } : { sentence, next }
}
