import type { FastifyInstance } from 'fastify'
import { actorIn } from '../auth/guard.ts'
import type { Reads } from '../reads/reads.ts'

/** The Region's view: who is recognised to do what. */
export function organisationRoutes(app: FastifyInstance, { reads }: { reads: Reads }): void {
  app.get('/api/organisations', async (request) => ({ items: await reads.organisations(actorIn(request)) }))
}
