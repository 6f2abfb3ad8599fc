import type { CaseCompetence } from './api/cases.ts'
import { inLanguage, type Localized, type Shown } from './in-language.ts'
import { t } from './t.ts'

/** Above a list of competences: the title that they lead to, or, where a single competence is the title, a word that does not repeat it. */
export function competencesTitle(asked: { readonly titleByLanguage?: Localized; readonly competences: readonly CaseCompetence[] }): Shown {
  const { titleByLanguage, competences } = asked
  const repeats = titleByLanguage === undefined || (competences.length === 1 && competences[0]?.name === titleByLanguage.it)
  return repeats ? { text: t('case.asks', { count: competences.length }) } : inLanguage(titleByLanguage)
}
