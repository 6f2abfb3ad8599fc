import { formatDateTime } from '../../ui/dates.ts'
import type { AttestationView, OfferState } from './api/attestations.ts'
import { t } from './t.ts'

/** Whether the citizen has the attestation, as a sentence that says what can be done. */
export function offerSentence(offer: OfferState | undefined): string {
  if (offer === undefined) return t('offer.state.none')
  if (offer.state === 'used') return t('offer.state.used', { when: formatDateTime(offer.usedAt ?? offer.expiresAt) })
  if (offer.state === 'open') return t('offer.state.open', { until: formatDateTime(offer.expiresAt) })
  return t(`offer.state.${offer.state}`)
}

/** The same of an act that stands or not: what was replaced or annulled is handed to nobody any more, whatever offer was open. */
export function deliverySentence({ offer, state: { word } }: Pick<AttestationView, 'offer' | 'state'>): string {
  const ended = word === 'sostituito' || word === 'annullato'
  return ended && offer?.state !== 'used' ? t(`offer.ended.${word}`) : offerSentence(offer)
}
