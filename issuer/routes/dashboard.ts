import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { dayInRome } from '../../credential/time.ts'
import { languageOf } from '../../http/page/language.ts'
import { actorIn } from '../auth/guard.ts'
import type { Database } from '../db/database.ts'
import { readDashboard } from '../reads/dashboard/dashboard.ts'
import { DIMENSIONS, type Dimension } from '../reads/dashboard/splits.ts'
import { writeSplitCsv } from '../reads/dashboard/write-csv.ts'
import { jsonSchema } from './json-schema.ts'

const query = z.strictObject({
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  by: z.enum(DIMENSIONS as unknown as [Dimension, ...Dimension[]]).optional(),
})
type Query = z.infer<typeof query>

/** The Region's figures, as a page and as a file. They are over all organisations, so they do not go through a desk. */
export function dashboardRoutes(app: FastifyInstance, { db, now }: { db: Database; now: () => Date }): void {
  const read = ({ from, until, by = 'province' }: Query, actor: ReturnType<typeof actorIn>) => {
    const at = now()
    const today = dayInRome(at)
    const period = { from: from ?? `${today.slice(0, 4)}-01-01`, until: until ?? today }
    return readDashboard({ actor, period, by, at }, db)
  }
  app.get<{ Querystring: Query }>('/api/dashboard', { schema: { querystring: jsonSchema(query) } }, async (request) =>
    read(request.query, actorIn(request)),
  )
  app.get<{ Querystring: Query }>('/api/dashboard.csv', { schema: { querystring: jsonSchema(query) } }, async (request, reply) => {
    const found = await read(request.query, actorIn(request))
    const name = `cruscotto-${found.by}-${found.period.from}-${found.period.until}.csv`
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(writeSplitCsv(found, languageOf(request)))
  })
}
