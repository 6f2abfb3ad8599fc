import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { dayInRome } from '../../credential/time.ts'
import { languageOf } from '../../http/page/language.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { type FeesAsked, readFees, readFeesPage } from '../reads/fees/fees.ts'
import { writeFeesCsv } from '../reads/fees/write-fees-csv.ts'
import { payFee, reversePayment } from '../steps/roster/pay-fee.ts'
import type { World } from '../steps/world.ts'
import { id, jsonSchema, pageNumber } from './json-schema.ts'
import { CSV, sendFile } from './send-file.ts'

const query = z.strictObject({
  from: day.optional(),
  until: day.optional(),
  state: z.enum(['due', 'paid']).optional(),
  expertId: id.optional(),
})
type Query = z.infer<typeof query>
const pageQuery = query.extend({ page: pageNumber.optional() })
const bookBody = z.strictObject({ sittingId: id, expertId: id, on: day, reference: z.string().trim().min(3).max(80) })

/** What members are owed and what was paid: a page, a file, a line more. */
export function feeRoutes(app: FastifyInstance, { world }: { world: World }): void {
  const asked = ({ from, until, ...rest }: Query): FeesAsked => {
    const today = dayInRome(world.now())
    return { ...rest, from: from ?? `${today.slice(0, 4)}-01-01`, until: until ?? today }
  }
  app.get<{ Querystring: z.infer<typeof pageQuery> }>('/api/fees', { schema: { querystring: jsonSchema(pageQuery) } }, async (request) => {
    const { page, ...rest } = request.query
    return readFeesPage({ actor: actorIn(request), asked: asked(rest), page }, world.db)
  })
  app.get<{ Querystring: Query }>('/api/fees.csv', { schema: { querystring: jsonSchema(query) } }, async (request, reply) => {
    const found = await readFees({ actor: actorIn(request), asked: asked(request.query) }, world.db)
    const name = `compensi-${found.from}-${found.until}.csv`
    return sendFile(reply, { name, mediaType: CSV, content: writeFeesCsv(found, languageOf(request)) })
  })
  app.post<{ Body: z.infer<typeof bookBody> }>('/api/fees/pay', { schema: { body: jsonSchema(bookBody) } }, async (request) => {
    await payFee({ ...request.body, actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request) }, world)
    return {}
  })
  app.post<{ Body: z.infer<typeof bookBody> }>('/api/fees/reverse', { schema: { body: jsonSchema(bookBody) } }, async (request) => {
    await reversePayment({ ...request.body, actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request) }, world)
    return {}
  })
}
