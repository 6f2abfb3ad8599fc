import type { Expert } from './api/commission-requests.ts'
import { t } from './t.ts'

const RELATIONS = ['tutor', 'docente', 'datore', 'parente'] as const

/** Why an expert may not sit for this candidate, as a sentence on the spot (ux.md); undefined = nothing stands against it. */
export function conflictOf(expert: Expert, candidate: string): string | undefined {
  if (expert.isCandidate) return t('conflict.isCandidate', { expert: expert.name })
  const relation = RELATIONS.find((name) => name === expert.tie?.relation)
  if (relation === undefined) return expert.conflict
  return t(`conflict.${relation}`, { expert: expert.name, candidate, year: String(expert.tie?.year) })
}
