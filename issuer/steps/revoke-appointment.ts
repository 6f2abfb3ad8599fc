import type { Actor } from '../auth/actor.ts'
import { type RevocationInput, releaseCases, sealRevocation } from './make-revocation.ts'
import type { World } from './world.ts'

export interface RevokeAppointmentInput extends RevocationInput {
  readonly actor: Actor
  readonly idempotencyKey: string
}

/** The Chamber revokes an appointment before anybody has sat; whoever was to be heard waits again. */
export async function revokeAppointment(
  { actor, idempotencyKey: key, ...revocation }: RevokeAppointmentInput,
  { db, now, signerFor }: World,
): Promise<null> {
  const request = { organisationId: actor.organisation.id, key, action: 'revoke-appointment', input: revocation }
  return db.transaction(request, async (tx) => {
    const at = now()
    const released = await releaseCases(revocation, { actor, at, tx })
    await sealRevocation({ ...revocation, released }, { actor, at, tx, signerFor })
    return null
  })
}
