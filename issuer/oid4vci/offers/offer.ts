import type { AttestaError } from '../../../credential/errors.ts'
import { refusal } from '../refusal.ts'

/** Ten wrong transaction codes end an offer; the officer makes another in one click. */
export const MAX_ATTEMPTS = 10

/** An offer as it stands in the books, with what decides whether it may still be taken. */
export interface Offer {
  readonly id: string
  readonly organisationId: string
  readonly attestationId: string
  readonly attempts: number
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly blockedAt: Date | null
  readonly withdrawnAt: Date | null
  /** Present word of the attestation. */
  readonly word: 'valido' | 'sospeso' | 'annullato' | 'sostituito'
}

/** Columns of `Offer`, for a query that names `credential_offer` as `o`. */
export const OFFER_COLUMNS = `o.id, o.organisation_id AS "organisationId", o.attestation_id AS "attestationId", o.attempts,
  o.expires_at AS "expiresAt", o.used_at AS "usedAt", o.blocked_at AS "blockedAt", o.withdrawn_at AS "withdrawnAt",
  coalesce((SELECT c.word FROM status_change c WHERE c.attestation_id = o.attestation_id ORDER BY c.seq DESC LIMIT 1), 'valido') AS word`

/** Why an offer can no longer be taken, with the day; undefined while it is open. The first reason that came decides. */
export function whyClosed(offer: Offer | undefined, at: Date): AttestaError | undefined {
  if (offer === undefined) return refusal('offer.unknown')
  if (offer.usedAt !== null) return refusal('offer.used', { usedAt: offer.usedAt })
  if (offer.blockedAt !== null) return refusal('offer.blocked', { blockedAt: offer.blockedAt, attempts: MAX_ATTEMPTS })
  if (offer.withdrawnAt !== null) return refusal('offer.replaced', { withdrawnAt: offer.withdrawnAt })
  if (offer.expiresAt <= at) return refusal('offer.expired', { expiresAt: offer.expiresAt })
  return whyNotIssued(offer.word)
}

/** Nothing is issued any more of an act that is no longer in force for good. A suspended one may come back: its status says so. */
export function whyNotIssued(word: Offer['word']): AttestaError | undefined {
  return word === 'annullato' || word === 'sostituito' ? refusal('offer.attestation-ended', { word }) : undefined
}
