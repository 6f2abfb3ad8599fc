import { formatDate } from '../../ui/dates.ts'
import type { SittingView } from './api/sittings.ts'
import { t } from './t.ts'

/** Where the sitting stands and what this member does next, in one sentence. */
export function sittingAnswer(sitting: SittingView): string {
  const { state, allowed, candidates, members, plannedAt, quorum } = sitting
  if (state === 'closed') return t('sitting.answer.closed', { number: sitting.minutes.number ?? '' })
  if (allowed.includes('declare')) return t('sitting.answer.declare')
  const president = members.find(({ role }) => role === 'presidente')
  if (state === 'convened') {
    if (allowed.includes('open')) return t('sitting.answer.open')
    return president?.me
      ? t('sitting.answer.early', { day: formatDate(plannedAt) })
      : t('sitting.answer.wait', { president: president?.name ?? '' })
  }
  if (quorum.present < quorum.required) return t('sitting.answer.quorum', { missing: quorum.required - quorum.present })
  if (members.some(({ present, declared }) => present && !declared)) return t('sitting.answer.undeclared')
  const missing = candidates.flatMap(({ competences }) => competences).filter(({ judgement }) => judgement === undefined).length
  if (missing > 0) return t('sitting.answer.judge', { missing })
  return allowed.includes('close') ? t('sitting.answer.sign') : t('sitting.answer.waitSign', { president: president?.name ?? '' })
}
