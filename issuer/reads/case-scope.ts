import type { Prisma } from '../../prisma/client/client.ts'
import type { Actor } from '../auth/actor.ts'

/** The cases that somebody may see: their body's, or those that were put before their Chamber. Everybody else sees none. */
export function caseScope({ role, organisation }: Actor): Prisma.IvcCaseWhereInput {
  if (role === 'officer') return { organisationId: organisation.id }
  if (role === 'chamber') return { request: { chamberId: organisation.id } }
  return { id: { in: [] } }
}
