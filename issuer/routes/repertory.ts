import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { readInForceFile, readRelease, readReleases } from '../reads/repertory-releases.ts'
import { RELEASE_KINDS } from '../repertory/kinds.ts'
import { decideRelease, uploadRelease } from '../steps/repertory-release.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, idParams, jsonSchema } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { CSV, sendFile } from './send-file.ts'
import { unknownId } from './unknown-id.ts'

const kind = z.enum(RELEASE_KINDS)
const kindQuery = z.strictObject({ kind })
const fileQuery = z.strictObject({ kind, format: z.enum(['csv', 'json']) })
const uploadBody = z.strictObject({
  kind,
  name: z.string().trim().min(1).max(200),
  validFrom: day,
  content: z.string().min(2).max(10_000_000),
})
const refuseBody = z.strictObject({ reason: z.string().trim().min(3).max(2000) })
const params = jsonSchema(idParams)
const unknown = unknownId('release-file.unknown')

/** Releases of the repertory and of the Atlante: put in by one, seen as a difference, accepted by another. */
export function repertoryRoutes(app: FastifyInstance, { world }: { world: World }): void {
  const { db, now } = world
  app.get<{ Querystring: z.infer<typeof kindQuery> }>(
    '/api/repertory/releases',
    { schema: { querystring: jsonSchema(kindQuery) } },
    async (request) => readReleases({ kind: request.query.kind, actor: actorIn(request), db, now: now() }),
  )

  app.get<{ Querystring: z.infer<typeof fileQuery> }>(
    '/api/repertory/in-force',
    { schema: { querystring: jsonSchema(fileQuery) } },
    async (request, reply) => {
      const { kind, format } = request.query
      const content = await readInForceFile({ kind, format, actor: actorIn(request), db, now: now() })
      const mediaType = format === 'csv' ? CSV : 'application/json; charset=utf-8'
      return sendFile(reply, { name: `${kind}.${format}`, mediaType, content })
    },
  )

  app.post<{ Body: z.infer<typeof uploadBody> }>(
    '/api/repertory/releases',
    { schema: { body: jsonSchema(uploadBody) }, bodyLimit: 20_000_000 },
    async (request, reply) => {
      const made = await uploadRelease({ ...request.body, actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request) }, world)
      return reply.code(201).send(made)
    },
  )

  app.get<{ Params: IdParams }>('/api/repertory/releases/:id', { schema: { params }, ...unknown }, async (request) =>
    readRelease({ releaseId: request.params.id, actor: actorIn(request), db, now: now() }),
  )

  app.post<{ Params: IdParams }>(
    '/api/repertory/releases/:id/accept',
    { schema: { params, body: jsonSchema(z.strictObject({})), ...onSeen }, ...unknown },
    async (request) =>
      decideRelease(
        { actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), releaseId: request.params.id, seen: seenIn(request) },
        world,
      ),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof refuseBody> }>(
    '/api/repertory/releases/:id/refuse',
    { schema: { params, body: jsonSchema(refuseBody), ...onSeen }, ...unknown },
    async (request) =>
      decideRelease(
        {
          actor: actorIn(request),
          idempotencyKey: idempotencyKeyOf(request),
          releaseId: request.params.id,
          seen: seenIn(request),
          refusal: request.body.reason,
        },
        world,
      ),
  )
}
