import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorIn } from '../auth/guard.ts'
import type { Database } from '../db/database.ts'
import { ANOMALIES } from '../reads/dashboard/strange.ts'
import { readStrangeCases, STRANGE_ORDERS } from '../reads/dashboard/strange-cases.ts'
import { readSupervisedCase } from '../reads/dashboard/supervised-case.ts'
import { type IdParams, id, idParams, jsonSchema, pageNumber } from './json-schema.ts'
import { unknownId } from './unknown-id.ts'

const query = z.strictObject({
  kind: z.enum(ANOMALIES).optional(),
  province: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  bodyId: id.optional(),
  order: z.enum(STRANGE_ORDERS).optional(),
  page: pageNumber.optional(),
})
const params = jsonSchema(idParams)

/** What the Region looks after: the cases behind its figures, and each of them without whose it is. Over all bodies, so not through a desk. */
export function anomalyRoutes(app: FastifyInstance, { db, now }: { db: Database; now: () => Date }): void {
  app.get<{ Querystring: z.infer<typeof query> }>('/api/anomalies', { schema: { querystring: jsonSchema(query) } }, async (request) =>
    readStrangeCases({ actor: actorIn(request), asked: request.query, at: now() }, db),
  )

  app.get<{ Params: IdParams }>('/api/cases/:id/supervision', { schema: { params }, ...unknownId('case.unknown') }, async (request) =>
    readSupervisedCase({ caseId: request.params.id, actor: actorIn(request), at: now() }, db),
  )
}
