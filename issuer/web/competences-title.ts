import type { CaseCompetence } from './api/cases.ts'
import { t } from './t.ts'

/** Above a list of competences: the title that they lead to, or, where a single competence is the title, a word that does not repeat it. */
export function competencesTitle({ title, competences }: { title: string; competences: readonly CaseCompetence[] }): string {
  const repeats = competences.length === 1 && competences[0]?.name === title
  return repeats ? t('case.asks', { count: competences.length }) : title
}
