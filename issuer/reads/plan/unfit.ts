import type { Conflicts } from '../../conflicts/read-conflicts.ts'
import { sayFinding } from '../../conflicts/say-finding.ts'
import type { ProposedSitting } from '../../planner/planning.ts'
import type { Called } from './group.ts'
import type { Waiting } from './waiting.ts'

export interface UnfitInput {
  readonly sitting: ProposedSitting
  readonly province: string
  readonly waiting: readonly Waiting[]
  readonly conflicts: Conflicts
  readonly called: Called
}

/**
 * Whom of its sector and province a commission may not hear, or only with a reason: one sentence for each, about the first member it holds
 * for; and who is called to another exam at that hour.
 */
export function unfitFor({ sitting, province, waiting, conflicts, called }: UnfitInput) {
  const alike = waiting.filter((one) => one.sector === sitting.sector && one.province === province)
  return alike.flatMap(({ caseId, requestId, name: candidate, body }) => {
    if (called.get(caseId)?.has(sitting.slot)) return [{ requestId, why: sayCalled(candidate) }]
    for (const { expertId } of sitting.members) {
      const judged = conflicts.judged({ expertId, caseId })
      if (judged.verdict === 'free') continue
      const expert = conflicts.experts.find(({ id }) => id === expertId)?.name ?? ''
      const say = (language: 'it' | 'en') => sayFinding({ finding: judged.finding, expert, candidate, body: body.name, language })
      return [{ requestId, why: { it: say('it'), en: say('en') } }]
    }
    return []
  })
}

const sayCalled = (name: string) => ({
  it: `${name} ha già un'altra convocazione a quell'ora.`,
  en: `${name} is already called to another exam at that hour.`,
})
