import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorIn } from '../auth/guard.ts'
import { readActivities } from '../reads/activities.ts'
import { repertoryInForce } from '../repertory/in-force.ts'
import { repertoryOf } from '../repertory/shipped.ts'
import { provincesOf } from '../rule-pack/provinces.ts'
import { rulesOfBody } from '../rule-pack/rules-of-body.ts'
import type { World } from '../steps/world.ts'
import { jsonSchema, pageNumber } from './json-schema.ts'

const activitiesQuery = z.strictObject({
  words: z.string().max(200).optional(),
  sector: z.string().max(200).optional(),
  page: pageNumber.optional(),
})
type ActivitiesQuery = z.infer<typeof activitiesQuery>

/**
 * Reason classes of the rule pack in force where one works, by the word that they may lead to; its provinces; and the Atlante and the
 * repertory that may be chosen from.
 */
export function catalogueRoutes(app: FastifyInstance, { db, now }: Pick<World, 'db' | 'now'>): void {
  app.get('/api/catalogue/reasons', async (request) => {
    const { reasons } = await rulesOfBody({ organisationId: actorIn(request).organisation.id, at: now() }, db)
    return { items: reasons }
  })
  app.get('/api/catalogue/provinces', async (request) => ({
    items: provincesOf(await rulesOfBody({ organisationId: actorIn(request).organisation.id, at: now() }, db)),
  }))
  app.get<{ Querystring: ActivitiesQuery }>(
    '/api/catalogue/activities',
    { schema: { querystring: jsonSchema(activitiesQuery) } },
    async (request) => readActivities({ actor: actorIn(request), asked: request.query, now: now() }, db),
  )
  app.get('/api/catalogue/repertory', async (request) =>
    repertoryOf(await repertoryInForce({ organisationId: actorIn(request).organisation.id, at: now() }, db)),
  )
}
