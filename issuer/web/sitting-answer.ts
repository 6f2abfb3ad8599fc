import { formatDate } from '../../ui/dates.ts'
import type { SittingView } from './api/sittings.ts'
import { t } from './t.ts'

/** Where the sitting stands and what this member does next, in one sentence. */
export function sittingAnswer(sitting: SittingView): string {
  const { state, allowed, candidates, members, plannedAt, quorum } = sitting
  if (state === 'closed') return t('sitting.answer.closed', { number: sitting.minutes.number ?? '' })
  if (allowed.includes('declare')) return t('sitting.answer.declare')
  const mine = candidates.length > 0 && candidates.every(({ conflict, tie }) => conflict || tie !== undefined)
  if (mine && (state === 'convened' || state === 'open') && !allowed.includes('open') && !allowed.includes('write'))
    return t('sitting.answer.apart')
  const president = members.find(({ role }) => role === 'presidente')
  if (state === 'convened') {
    if (allowed.includes('open')) return t('sitting.answer.open')
    return president?.me
      ? t('sitting.answer.early', { day: formatDate(plannedAt) })
      : t('sitting.answer.wait', { president: president?.name ?? '' })
  }
  if (state === 'signing') return signing(sitting)
  if (quorum.present < quorum.required) return t('sitting.answer.quorum', { missing: quorum.required - quorum.present })
  if (members.some(({ present, declared }) => present && !declared)) return t('sitting.answer.undeclared')
  const missing = candidates.flatMap(({ competences }) => competences).filter(({ judgement }) => judgement === undefined).length
  if (missing > 0) return t('sitting.answer.judge', { missing })
  return allowed.includes('write') ? t('sitting.answer.write') : t('sitting.answer.waitWrite', { president: president?.name ?? '' })
}

function signing({ allowed, members }: SittingView): string {
  if (allowed.includes('sign')) return t('sitting.answer.sign')
  if (allowed.includes('close')) return t('sitting.answer.close')
  const silent = members.filter(({ present, answer }) => present && answer === undefined)
  if (silent.length > 0) return t('sitting.answer.waitSign', { count: silent.length, names: silent.map(({ name }) => name).join(', ') })
  return t(allowed.includes('rewrite') ? 'sitting.answer.rewrite' : 'sitting.answer.waitClose')
}
