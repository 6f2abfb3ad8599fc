import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { readCaseCitizen } from '../reads/case-citizen.ts'
import { readUploadFile } from '../reads/upload-file.ts'
import { answerRequest } from '../steps/citizen/answer-request.ts'
import { resendAccess, revokeAccess } from '../steps/citizen/change-access.ts'
import { decideUpload } from '../steps/citizen/decide-upload.ts'
import { ACCESS_CHANNELS, type AccessInput, giveAccess } from '../steps/citizen/give-access.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, id, idParams, jsonSchema } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { unknownId } from './unknown-id.ts'

const unknown = unknownId('case.unknown')
const params = jsonSchema(idParams)
const giveBody = z.strictObject({ channel: z.enum(ACCESS_CHANNELS) })
const nothing = z.strictObject({})
const answerBody = z.strictObject({ requestId: id, accepted: z.boolean(), answer: z.string().trim().min(1).max(4000) })
const decideBody = z.strictObject({
  version: z.int().min(1),
  uploadId: id,
  accepted: z.boolean(),
  reason: z.string().trim().max(2000).optional(),
})

/** What passes between a body and the person of a case: the link and its code, later what the person sends and asks. */
export function caseCitizenRoutes(app: FastifyInstance, { world }: { world: World }): void {
  app.get<{ Params: IdParams }>('/api/cases/:id/citizen', { schema: { params }, ...unknown }, async (request) =>
    readCaseCitizen({ caseId: request.params.id, actor: actorIn(request) }, world),
  )

  function change<Body>(name: string, schema: z.ZodType<Body>, act: (input: AccessInput & Body) => Promise<unknown>): void {
    app.post<{ Params: IdParams; Body: Body }>(
      `/api/cases/:id/citizen/${name}`,
      { schema: { params, body: jsonSchema(schema), ...onSeen }, ...unknown },
      async (request) => {
        const input = {
          actor: actorIn(request),
          idempotencyKey: idempotencyKeyOf(request),
          caseId: request.params.id,
          seen: seenIn(request),
        }
        return (await act({ ...(request.body as Body), ...input })) ?? {}
      },
    )
  }
  change('access', giveBody, (input) => giveAccess(input, world))
  change('access/resend', nothing, (input) => resendAccess(input, world))
  change('access/revoke', nothing, (input) => revokeAccess(input, world))
  change('answer', answerBody, (input) => answerRequest(input, world))
  change('upload', decideBody, (input) => decideUpload(input, world))

  app.get<{ Params: { id: string; uploadId: string } }>(
    '/api/cases/:id/citizen/uploads/:uploadId',
    { schema: { params: jsonSchema(idParams.extend({ uploadId: id })) }, ...unknownId('upload.unknown') },
    async (request, reply) => {
      const { id: caseId, uploadId } = request.params
      const found = await readUploadFile({ caseId, uploadId, actor: actorIn(request) }, world)
      return reply
        .header('content-type', found.mediaType)
        .header('content-disposition', 'attachment')
        .header('content-security-policy', 'sandbox')
        .send(found.bytes)
    },
  )
}
