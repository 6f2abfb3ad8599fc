import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Kind } from '../../credential/attestation/attestation.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { day } from '../day.ts'
import { readOrganisation } from '../reads/organisation.ts'
import { ORGANISATION_KINDS, ORGANISATION_ORDERS, ORGANISATION_STATES, readOrganisations } from '../reads/organisations.ts'
import { dayAfter, inRome } from '../rome-time.ts'
import { giveKey } from '../steps/give-key.ts'
import { recognise } from '../steps/recognise.ts'
import { registerOrganisation } from '../steps/register-organisation.ts'
import { withdrawRecognition } from '../steps/withdraw-recognition.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, id, idParams, jsonSchema, pageNumber } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { unknownId } from './unknown-id.ts'

const KINDS: readonly Kind[] = ['trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza']
const text = (max: number) => z.string().trim().min(1).max(max)
const province = z.string().regex(/^[A-Z]{2}$/)
const act = z.strictObject({ number: text(100), date: day })
const query = z.strictObject({
  kind: z.enum(ORGANISATION_KINDS).optional(),
  province: province.optional(),
  state: z.enum(ORGANISATION_STATES).optional(),
  name: z.string().max(200).optional(),
  order: z.enum(ORGANISATION_ORDERS).optional(),
  page: pageNumber.optional(),
})
const registerBody = z.strictObject({
  slug: z
    .string()
    .max(60)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  kind: z.enum(ORGANISATION_KINDS),
  name: text(200),
  legalBasis: text(400),
  province,
  email: z.email().max(254).optional(),
})
/** Days are days of Italy; the last one still counts. */
const recogniseBody = z.strictObject({
  scopes: z.array(text(40)).min(1).max(120),
  action: z.enum(['issue', 'appoint']),
  act,
  from: day,
  until: day.optional(),
})
const withdrawBody = z.strictObject({ recognitionId: id, act, from: day, reason: text(4000) })
const params = jsonSchema(idParams)
const unknown = unknownId('organisation.unknown')
const beginOf = (day: string) => inRome({ day, time: '00:00' })

/** The Region's board: who is recognised to do what, and the acts by which that begins and ends. Over all organisations, so not through a desk. */
export function organisationRoutes(app: FastifyInstance, { world }: { world: World }): void {
  const { db, now, signerFor } = world
  app.get<{ Querystring: z.infer<typeof query> }>('/api/organisations', { schema: { querystring: jsonSchema(query) } }, async (request) =>
    readOrganisations({ actor: actorIn(request), asked: request.query, db, now: now() }),
  )

  app.get<{ Params: IdParams }>('/api/organisations/:id', { schema: { params }, ...unknown }, async (request) =>
    readOrganisation({ organisationId: request.params.id, actor: actorIn(request), db, now: now(), signerFor }),
  )

  app.post<{ Body: z.infer<typeof registerBody> }>(
    '/api/organisations',
    { schema: { body: jsonSchema(registerBody) } },
    async (request, reply) => {
      const made = await registerOrganisation(
        { actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), organisation: request.body },
        world,
      )
      return reply.code(201).send(made)
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof recogniseBody> }>(
    '/api/organisations/:id/recognise',
    { schema: { params, body: jsonSchema(recogniseBody), ...onSeen }, ...unknown },
    async (request, reply) => {
      const { action, scopes, from, until, act } = request.body
      const made = await recognise(
        {
          actor: actorIn(request),
          idempotencyKey: idempotencyKeyOf(request),
          organisationId: request.params.id,
          seen: seenIn(request),
          grant: action === 'issue' ? { action, kinds: KINDS.filter((kind) => scopes.includes(kind)) } : { action, provinces: scopes },
          act,
          validFrom: beginOf(from),
          ...(until !== undefined && { validUntil: beginOf(dayAfter(until)) }),
        },
        world,
      )
      return reply.code(201).send(made)
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof withdrawBody> }>(
    '/api/organisations/:id/withdraw',
    { schema: { params, body: jsonSchema(withdrawBody), ...onSeen }, ...unknown },
    async (request) => {
      const { recognitionId, act, from, reason } = request.body
      const actor = actorIn(request)
      await withdrawRecognition(
        {
          actor,
          idempotencyKey: idempotencyKeyOf(request),
          organisationId: request.params.id,
          seen: seenIn(request),
          recognitionId,
          act,
          endsAt: beginOf(from),
          reason,
        },
        world,
      )
      return readOrganisation({ organisationId: request.params.id, actor, db, now: now(), signerFor })
    },
  )

  app.post<{ Params: IdParams }>(
    '/api/organisations/:id/key',
    { schema: { params, body: jsonSchema(z.strictObject({})), ...onSeen }, ...unknown },
    async (request) => {
      const actor = actorIn(request)
      const organisationId = request.params.id
      await giveKey({ actor, idempotencyKey: idempotencyKeyOf(request), organisationId, seen: seenIn(request) }, world)
      return readOrganisation({ organisationId, actor, db, now: now(), signerFor })
    },
  )
}
