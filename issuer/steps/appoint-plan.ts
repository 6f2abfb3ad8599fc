import type { Actor } from '../auth/actor.ts'
import { type Appointed, type AppointmentInput, makeAppointment } from './make-appointment.ts'
import type { World } from './world.ts'

export interface AppointPlanInput {
  readonly actor: Actor
  readonly idempotencyKey: string
  /** The sittings of a plan that the Chamber accepts, each with an act of its own. */
  readonly appointments: readonly AppointmentInput[]
}

/** Accepts a plan, or the part of it that was chosen: every act is made, or none. */
export async function appointPlan(
  { actor, idempotencyKey: key, appointments }: AppointPlanInput,
  { db, now, signerFor }: World,
): Promise<{ readonly appointed: readonly Appointed[] }> {
  const request = { organisationId: actor.organisation.id, key, action: 'appoint-plan', input: { appointments } }
  return db.transaction(request, async (tx) => {
    const at = now()
    const appointed: Appointed[] = []
    for (const appointment of appointments) appointed.push(await makeAppointment(appointment, { actor, at, tx, signerFor }))
    return { appointed }
  })
}
