import type { VerifiedCompetence } from '../../../credential/verify/check.ts'

/** The name of a competence in the page's language, where its issuer gave one in it: the same as the document's own page shows. */
export function competenceWords({
  name,
  competences,
  language,
}: {
  name: string
  competences: readonly Pick<VerifiedCompetence, 'name' | 'nameByLanguage'>[]
  language: string
}): string {
  return competences.find((one) => one.name === name)?.nameByLanguage?.[language] ?? name
}
