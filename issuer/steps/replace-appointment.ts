import type { Actor } from '../auth/actor.ts'
import { type Appointed, type AppointmentInput, makeAppointment } from './make-appointment.ts'
import { releaseCases, sealRevocation } from './make-revocation.ts'
import type { World } from './world.ts'

export interface ReplaceAppointmentInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  /** The commission that is replaced. */
  readonly commissionId: string
  /** Why, in words. */
  readonly reason: string
  /** The new one; it hears the same people. One act ends the old appointment and makes this one. */
  readonly appointment: Omit<AppointmentInput, 'requestIds'>
}

/** Another member, another day: a new act that keeps the old one (domain.md §2.2 rule 6). */
export async function replaceAppointment(
  { actor, idempotencyKey: key, commissionId, reason, appointment }: ReplaceAppointmentInput,
  { db, now, signerFor }: World,
): Promise<Appointed> {
  const input = { commissionId, reason, appointment }
  return db.transaction({ organisationId: actor.organisation.id, key, action: 'replace-appointment', input }, async (tx) => {
    const at = now()
    const { actNumber } = appointment
    const revocation = { commissionId, actNumber, reason }
    const released = await releaseCases(revocation, { actor, at, tx })
    const made = await makeAppointment(
      { ...appointment, requestIds: released.requestIds },
      { actor, at, tx, signerFor, instead: commissionId },
    )
    await sealRevocation(
      { ...revocation, released, replacedBy: { commissionId: made.commissionId, actNumber } },
      { actor, at, tx, signerFor },
    )
    return made
  })
}
