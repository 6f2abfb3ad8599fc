import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { languageOf } from '../../http/page/language.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { CASE_GROUPS, CASE_ORDERS, type CaseGroup } from '../reads/cases.ts'
import { strangeTasks } from '../reads/dashboard/strange-tasks.ts'
import type { Reads } from '../reads/reads.ts'
import { giveNumber } from '../steps/give-number.ts'
import { registerCase } from '../steps/register-case.ts'
import { releaseAttestation } from '../steps/release-attestation.ts'
import { requestCommission } from '../steps/request-commission.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, id, idParams, jsonSchema } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { unknownId } from './unknown-id.ts'

const requestBody = z.strictObject({ chamberId: id, note: z.string().trim().max(2000).optional() })
const releaseBody = z.strictObject({ confirmNumber: z.string().max(100).optional() })
const numberBody = z.strictObject({ number: z.string().max(100) })
const nothing = z.strictObject({})
const searchBody = z.strictObject({
  words: z.string().max(200).optional(),
  group: z.enum(Object.keys(CASE_GROUPS) as [CaseGroup, ...CaseGroup[]]).optional(),
  order: z.enum(CASE_ORDERS).optional(),
  late: z.boolean().optional(),
  page: z.int().min(1).max(10_000).optional(),
})
const knownBody = z.strictObject({ taxCode: z.string().trim().min(1).max(16) })
const params = jsonSchema(idParams)
const unknown = unknownId('case.unknown')

/** The body's cases: list, one case, and the two acts that are the body's own. */
export function caseRoutes(app: FastifyInstance, { world, beyond, reads }: { world: World; beyond: World; reads: Reads }): void {
  app.get('/api/today', async (request) => {
    const actor = actorIn(request)
    // What the Region looks after lies in the books of others: not through a desk.
    const strange = actor.role === 'region' ? await strangeTasks({ actor, db: beyond.db, now: beyond.now() }) : []
    return { tasks: [...(await reads.today(actor)), ...strange] }
  })

  app.get('/api/cases', async (request) => reads.cases({ actor: actorIn(request) }))

  // Whom somebody looks for is nobody's business: a name goes into no address (security.md §2 row 56).
  app.post<{ Body: z.infer<typeof searchBody> }>('/api/cases/search', { schema: { body: jsonSchema(searchBody) } }, async (request) =>
    reads.cases({ actor: actorIn(request), asked: request.body }),
  )

  app.post<{ Body: z.infer<typeof knownBody> }>('/api/cases/open-of', { schema: { body: jsonSchema(knownBody) } }, async (request) =>
    reads.openCasesOf({ actor: actorIn(request), taxCode: request.body.taxCode }),
  )

  app.get<{ Params: IdParams }>('/api/cases/:id', { schema: { params }, ...unknown }, async (request) =>
    reads.case({ caseId: request.params.id, actor: actorIn(request), language: languageOf(request) }),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof requestBody> }>(
    '/api/cases/:id/request-commission',
    { schema: { params, body: jsonSchema(requestBody), ...onSeen }, ...unknown },
    async (request, reply) => {
      const { chamberId, note } = request.body
      const made = await requestCommission(
        {
          actor: actorIn(request),
          idempotencyKey: idempotencyKeyOf(request),
          caseId: request.params.id,
          chamberId,
          version: seenIn(request),
          ...(note !== undefined && note !== '' && { note }),
        },
        world,
      )
      return reply.code(201).send(made)
    },
  )

  app.post<{ Params: IdParams }>(
    '/api/cases/:id/register',
    { schema: { params, body: jsonSchema(nothing), ...onSeen }, ...unknown },
    async (request) => {
      const actor = actorIn(request)
      await registerCase({ actor, idempotencyKey: idempotencyKeyOf(request), caseId: request.params.id, version: seenIn(request) }, world)
      return {}
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof numberBody> }>(
    '/api/cases/:id/register-number',
    { schema: { params, body: jsonSchema(numberBody), ...onSeen }, ...unknown },
    async (request) => {
      const { number } = request.body
      await giveNumber(
        { actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), caseId: request.params.id, version: seenIn(request), number },
        world,
      )
      return {}
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof releaseBody> }>(
    '/api/cases/:id/release',
    { schema: { params, body: jsonSchema(releaseBody), ...onSeen }, ...unknown },
    async (request, reply) => {
      const actor = actorIn(request)
      const { confirmNumber } = request.body
      const released = await releaseAttestation(
        {
          actor,
          idempotencyKey: idempotencyKeyOf(request),
          caseId: request.params.id,
          version: seenIn(request),
          ...(confirmNumber !== undefined && { confirmNumber }),
        },
        world,
      )
      return reply.code(201).send(await reads.attestation({ attestationId: released.id, actor }))
    },
  )
}
