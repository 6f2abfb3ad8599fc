import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { schemaOf } from '../exports/target.ts'
import { TARGETS, targetOf } from '../exports/targets/index.ts'
import { readExportFile, readExports } from '../reads/exports.ts'
import { makeExport } from '../steps/make-export.ts'
import { reconcileExport } from '../steps/reconcile-export.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, idParams, jsonSchema, pageNumber } from './json-schema.ts'
import { sendFile } from './send-file.ts'
import { unknownId } from './unknown-id.ts'

const query = z.strictObject({ page: pageNumber.optional() })
const makeBody = z.strictObject({
  target: z.string().max(40),
  format: z.enum(['csv', 'json']),
  from: day,
  until: day,
})
const returnBody = z.strictObject({ content: z.string().min(1).max(2_000_000), write: z.boolean() })
const params = jsonSchema(idParams)
const unknown = unknownId('export.unknown')

/** Files for other registers, and the files that come back with numbers. Over the bodies of a Region, so not through a desk. */
export function exportRoutes(app: FastifyInstance, { world }: { world: World }): void {
  const { db } = world
  app.get('/api/exports/targets', async () => ({
    items: TARGETS.map((target) => ({
      id: target.id,
      name: target.name,
      status: target.status,
      version: target.version,
      columns: target.columns.map(({ name, it }) => ({ name, it })),
    })),
  }))

  app.get<{ Params: { target: string } }>('/api/exports/targets/:target', async (request, reply) =>
    reply.type('application/schema+json').send(JSON.stringify(schemaOf(targetOf(request.params.target)), null, 2)),
  )

  app.get<{ Querystring: z.infer<typeof query> }>('/api/exports', { schema: { querystring: jsonSchema(query) } }, async (request) =>
    readExports({ actor: actorIn(request), page: request.query.page ?? 1, db }),
  )

  app.post<{ Body: z.infer<typeof makeBody> }>('/api/exports', { schema: { body: jsonSchema(makeBody) } }, async (request, reply) => {
    const made = await makeExport({ ...request.body, actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request) }, world)
    return reply.code(201).send(made)
  })

  app.get<{ Params: IdParams }>('/api/exports/:id/file', { schema: { params }, ...unknown }, async (request, reply) =>
    sendFile(reply, await readExportFile({ runId: request.params.id, actor: actorIn(request), db })),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof returnBody> }>(
    '/api/exports/:id/returns',
    { schema: { params, body: jsonSchema(returnBody) }, ...unknown, bodyLimit: 4_000_000 },
    async (request) =>
      reconcileExport(
        { ...request.body, actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), runId: request.params.id },
        world,
      ),
  )
}
