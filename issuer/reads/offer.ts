import { AttestaError } from '../../credential/errors.ts'
import type { Actor } from '../auth/actor.ts'
import type { Prisma } from '../db/prisma.ts'

interface OfferRow {
  readonly id: string
  readonly attempts: number
  readonly expiresAt: Date
  readonly usedAt: Date | null
  readonly blockedAt: Date | null
  readonly withdrawnAt: Date | null
}

/** What became of an offer, in one word. */
export function offerView(offer: OfferRow, now: Date) {
  const state =
    offer.usedAt !== null
      ? 'used'
      : offer.blockedAt !== null
        ? 'blocked'
        : offer.withdrawnAt !== null || offer.expiresAt <= now
          ? 'expired'
          : 'open'
  return {
    id: offer.id,
    state,
    attempts: offer.attempts,
    expiresAt: offer.expiresAt.toISOString(),
    ...(offer.usedAt !== null && { usedAt: offer.usedAt.toISOString() }),
    ...(offer.blockedAt !== null && { blockedAt: offer.blockedAt.toISOString() }),
  }
}

/** The last offer of an attestation, for the counter's screen that waits for the wallet; `none` before the first. */
export async function readOfferState({
  attestationId,
  actor,
  prisma,
  now,
}: {
  attestationId: string
  actor: Actor
  prisma: Prisma
  now: Date
}) {
  const attestation = await prisma.attestation.findFirst({
    where: { id: attestationId, organisationId: actor.organisation.id },
    include: { offers: { orderBy: { createdAt: 'desc' }, take: 1 } },
  })
  if (attestation === null || actor.role !== 'officer') throw new AttestaError('attestation.unknown')
  const offer = attestation.offers[0]
  return offer === undefined ? { state: 'none' } : offerView(offer, now)
}
