import type { Actor } from '../../../issuer/auth/actor.ts'
import { registerOrganisation } from '../../../issuer/steps/register-organisation.ts'
import { addVolunteer } from '../../../issuer/steps/volunteers/add-volunteer.ts'
import { writeHours } from '../../../issuer/steps/volunteers/write-hours.ts'
import { key, nextTaxCode } from '../exam.ts'
import type { House } from '../house.ts'

export const person = (changes: object = {}) => ({
  givenName: 'Ìride',
  familyName: 'Venturèlli',
  birthDate: '2001-05-06',
  taxCode: nextTaxCode(),
  ...changes,
})

export const reception = {
  metOn: '2026-11-20',
  channel: 'sportello',
  identifiedWith: 'documento',
  interpreter: false,
  need: 'Vorrei far vedere che cosa so fare.',
  informed: true,
} as const

/** A volunteer with hours, each on its day or days. */
export async function volunteerWith(
  { world }: House,
  actor: Actor,
  hours: readonly (readonly [from: string, hours: string, until?: string])[] = [],
): Promise<string> {
  const { id: volunteerId } = await addVolunteer({ actor, idempotencyKey: key(), person: person(), demo: true }, world)
  for (const [from, written, until] of hours) {
    const entry = { from, ...(until !== undefined && { until }), hours: written, activity: 'Trasporto di persone anziane' }
    await writeHours({ actor, idempotencyKey: key(), volunteerId, entry }, world)
  }
  return volunteerId
}

/** Another body of the third sector, and the same officer as somebody there: ids of one are nothing to the other. */
export async function otherBody(house: House, actor: Actor): Promise<Actor> {
  const region = await house.who('region-1', 'region')
  const organisation = { slug: 'altre-mani', kind: 'ets', name: 'Altre Mani APS (inventata)', legalBasis: 'DIM', province: 'LC' } as const
  const { id } = await registerOrganisation({ actor: region, idempotencyKey: key(), organisation }, house.world)
  return { ...actor, organisation: { id, slug: 'altre-mani', did: 'did:web:localhost%3A4000:org:altre-mani', name: organisation.name } }
}
