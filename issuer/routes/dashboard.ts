import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { dayInRome } from '../../credential/time.ts'
import { LANGUAGE, languageOf } from '../../http/page/language.ts'
import { actorIn } from '../auth/guard.ts'
import { day } from '../day.ts'
import type { Database } from '../db/database.ts'
import { readDashboard } from '../reads/dashboard/dashboard.ts'
import { readWorkbook } from '../reads/dashboard/read-workbook.ts'
import { DIMENSIONS, type Dimension } from '../reads/dashboard/splits.ts'
import { writeSplitCsv } from '../reads/dashboard/write-csv.ts'
import { writeWorkbook } from '../reads/dashboard/write-workbook.ts'
import { jsonSchema } from './json-schema.ts'
import { CSV, sendFile } from './send-file.ts'

const query = z.strictObject({
  from: day.optional(),
  until: day.optional(),
  by: z.enum(DIMENSIONS as unknown as [Dimension, ...Dimension[]]).optional(),
})
type Query = z.infer<typeof query>
/** A file that is taken away is in the language of the page, which a link cannot say in its headers. */
const fileQuery = query.extend({ [LANGUAGE]: z.enum(['it', 'en']).optional() })
const workbookQuery = fileQuery.omit({ by: true })
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The Region's figures, as a page and as a file. They are over many organisations, so they do not go through a desk. */
export function dashboardRoutes(app: FastifyInstance, { db, now }: { db: Database; now: () => Date }): void {
  const periodOf = ({ from, until }: Pick<Query, 'from' | 'until'>, at: Date) => {
    const today = dayInRome(at)
    return { from: from ?? `${today.slice(0, 4)}-01-01`, until: until ?? today }
  }
  const read = ({ by = 'province', ...days }: Query, actor: ReturnType<typeof actorIn>) => {
    const at = now()
    return readDashboard({ actor, period: periodOf(days, at), by, at }, db)
  }
  app.get<{ Querystring: Query }>('/api/dashboard', { schema: { querystring: jsonSchema(query) } }, async (request) =>
    read(request.query, actorIn(request)),
  )
  app.get<{ Querystring: Query }>('/api/dashboard.csv', { schema: { querystring: jsonSchema(fileQuery) } }, async (request, reply) => {
    const found = await read(request.query, actorIn(request))
    const name = `cruscotto-${found.by}-${found.period.from}-${found.period.until}.csv`
    return sendFile(reply, { name, mediaType: CSV, content: writeSplitCsv(found, languageOf(request)) })
  })
  app.get<{ Querystring: Pick<Query, 'from' | 'until'> }>(
    '/api/dashboard.xlsx',
    { schema: { querystring: jsonSchema(workbookQuery) } },
    async (request, reply) => {
      const at = now()
      const period = periodOf(request.query, at)
      const workbook = await readWorkbook({ actor: actorIn(request), period, at }, db)
      const name = `cruscotto-${period.from}-${period.until}.xlsx`
      return sendFile(reply, { name, mediaType: XLSX, content: await writeWorkbook(workbook, languageOf(request)) })
    },
  )
}
