import { formatDateTime } from '../../ui/dates.ts'
import type { OfferState } from './api/attestations.ts'
import { t } from './t.ts'

/** Whether the citizen has the attestation, as a sentence that says what can be done. */
export function offerSentence(offer: OfferState | undefined): string {
  if (offer === undefined) return t('offer.state.none')
  if (offer.state === 'used') return t('offer.state.used', { when: formatDateTime(offer.usedAt ?? offer.expiresAt) })
  if (offer.state === 'open') return t('offer.state.open', { until: formatDateTime(offer.expiresAt) })
  return t(`offer.state.${offer.state}`)
}
