import { formatDate } from '../../ui/dates.ts'
import { reasonWords } from '../../ui/reason-words.ts'
import type { AttestationView } from './api/attestations.ts'
import { t } from './t.ts'

/** That an attestation was released, and, where it no longer counts, since when and why. */
export function releasedSentence({ issuedAt, number, state }: AttestationView): string {
  const released = t('case.answer.released', { date: formatDate(issuedAt), number })
  if (state.word === 'valido') return released
  const since = state.since === undefined ? '' : formatDate(state.since)
  return `${released} ${t(`attestation.answer.${state.word}`, { since, reason: reasonWords(state.reasonClass) })}`
}
