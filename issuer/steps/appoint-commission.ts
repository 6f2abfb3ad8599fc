import type { Actor } from '../auth/actor.ts'
import { type Appointed, type AppointmentInput, makeAppointment } from './make-appointment.ts'
import type { World } from './world.ts'

export interface AppointCommissionInput extends AppointmentInput {
  /** Version of the case that the Chamber saw; of one, where one is appointed for. */
  readonly version?: number | undefined
  readonly actor: Actor
  readonly idempotencyKey: string
}

/** One act of appointment: for one candidate, or for as many as its commission will hear on one day. */
export async function appointCommission(
  { actor, idempotencyKey: key, version, ...appointment }: AppointCommissionInput,
  { db, now, signerFor }: World,
): Promise<Appointed> {
  const request = { organisationId: actor.organisation.id, key, action: 'appoint-commission', input: appointment }
  return db.transaction(request, (tx) => makeAppointment(appointment, { actor, at: now(), tx, signerFor, version }))
}
