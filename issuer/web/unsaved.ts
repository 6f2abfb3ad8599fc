import type { SittingCompetence, SittingView } from './api/sittings.ts'
import { keptDraft } from './draft.svelte.ts'

/** Where a judgement that is being typed is kept, and what its form begins with. */
export function judgementDraft({ id, judgement }: SittingCompetence): { name: string; initial: { outcome: string; reason: string } } {
  return { name: `judgement.${id}`, initial: { outcome: judgement?.outcome ?? '', reason: judgement?.reason ?? '' } }
}

/** Places, from 1, of the judgements typed in this tab that the minutes do not have yet. */
export function unsavedJudgements({ candidates }: SittingView): number[] {
  const all = candidates.flatMap(({ competences }) => competences)
  return all.flatMap((competence, index) => {
    const { name, initial } = judgementDraft(competence)
    const { outcome, reason } = keptDraft(name, initial)
    return outcome === initial.outcome && reason.trim() === initial.reason.trim() ? [] : [index + 1]
  })
}

/** Whether the ticks on the page differ from who is recorded as present. */
export function isPresenceUnsaved({ members }: SittingView, ticked: readonly string[] | undefined): boolean {
  return ticked !== undefined && members.some(({ id, present }) => present !== ticked.includes(id))
}
