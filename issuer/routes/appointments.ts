import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { COMMISSION_PAPERS } from '../reads/commission-paper.ts'
import { readLettersToMembers } from '../reads/letters-to-members.ts'
import type { Reads } from '../reads/reads.ts'
import { replaceAppointment } from '../steps/replace-appointment.ts'
import { resendMemberLetter } from '../steps/resend-member-letter.ts'
import { revokeAppointment } from '../steps/revoke-appointment.ts'
import type { World } from '../steps/world.ts'
import { appointBody, appointmentOf } from './commission-requests.ts'
import { type IdParams, id, idParams, jsonSchema } from './json-schema.ts'
import { sendFile } from './send-file.ts'
import { unknownId } from './unknown-id.ts'

const reason = z.string().trim().min(1).max(4000)
const revokeBody = z.strictObject({ actNumber: z.string().trim().min(3).max(80), reason })
const replaceBody = appointBody.extend({ reason })
const letterBody = z.strictObject({ letterId: z.string().regex(/^[0-9]{1,19}$/) })
const params = jsonSchema(idParams)
const paperParams = z.strictObject({ id, paper: z.enum(COMMISSION_PAPERS) })
const unknown = unknownId('appointment.unknown')

/** The papers of a commission; and how its appointment ends before anybody has sat: by itself, or with the one that takes its place. */
export function appointmentRoutes(app: FastifyInstance, { world, reads }: { world: World; reads: Reads }): void {
  app.get<{ Params: z.infer<typeof paperParams> }>(
    '/api/appointments/:id/papers/:paper',
    { schema: { params: jsonSchema(paperParams) }, ...unknown },
    async (request, reply) => {
      const { id: commissionId, paper } = request.params
      return sendFile(reply, await reads.commissionPaper({ commissionId, paper, actor: actorIn(request) }))
    },
  )

  app.get<{ Params: IdParams }>('/api/appointments/:id/letters', { schema: { params }, ...unknown }, async (request) => ({
    items: await readLettersToMembers(
      { commissionId: request.params.id, actor: actorIn(request), issuerUrl: world.issuerUrl, wrapping: world.wrapping },
      world.db,
    ),
  }))

  app.post<{ Params: IdParams; Body: z.infer<typeof letterBody> }>(
    '/api/appointments/:id/letter',
    { schema: { params, body: jsonSchema(letterBody) }, ...unknown },
    async (request) => {
      const { letterId } = request.body
      const by = { actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request) }
      await resendMemberLetter({ ...by, commissionId: request.params.id, letterId }, world)
      return {}
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof revokeBody> }>(
    '/api/appointments/:id/revoke',
    { schema: { params, body: jsonSchema(revokeBody) }, ...unknown },
    async (request) => {
      const { actNumber, reason: why } = request.body
      await revokeAppointment(
        {
          actor: actorIn(request),
          idempotencyKey: idempotencyKeyOf(request),
          commissionId: request.params.id,
          actNumber: actNumber.trim(),
          reason: why.trim(),
        },
        world,
      )
      return {}
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof replaceBody> }>(
    '/api/appointments/:id/replace',
    { schema: { params, body: jsonSchema(replaceBody) }, ...unknown },
    async (request, reply) => {
      const { reason: why, ...body } = request.body
      const { requestIds: _, ...appointment } = appointmentOf(body, [])
      const made = await replaceAppointment(
        {
          actor: actorIn(request),
          idempotencyKey: idempotencyKeyOf(request),
          commissionId: request.params.id,
          reason: why.trim(),
          appointment,
        },
        world,
      )
      return reply.code(201).send(made)
    },
  )
}
