import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { languageOf } from '../../http/page/language.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { evidenceDisposition } from '../dossier/evidence-name.ts'
import { SITTING_PAPERS } from '../reads/commission-paper.ts'
import type { Reads } from '../reads/reads.ts'
import { SITTING_GROUPS } from '../reads/sittings.ts'
import { closeMinutes } from '../steps/close-minutes.ts'
import { declareConflict } from '../steps/declare-conflict.ts'
import { declareNoConflict } from '../steps/declare-no-conflict.ts'
import { judgeCompetence } from '../steps/judge-competence.ts'
import { leaveOut } from '../steps/leave-out.ts'
import { LEFT_OUT_WHY } from '../steps/lock-sitting.ts'
import { openSitting } from '../steps/open-sitting.ts'
import { recordPresence } from '../steps/record-presence.ts'
import { rewriteMinutes } from '../steps/rewrite-minutes.ts'
import { signMinutes } from '../steps/sign-minutes.ts'
import type { World } from '../steps/world.ts'
import { writeMinutes } from '../steps/write-minutes.ts'
import { type IdParams, id, idParams, jsonSchema, pageNumber } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { sendFile } from './send-file.ts'
import { unknownId } from './unknown-id.ts'

const nothing = z.strictObject({})
const declareBody = z.strictObject({ caseId: id })
const conflictBody = declareBody.extend({
  relation: z.enum(['tutor', 'docente', 'datore', 'parente', 'dichiarato']),
  reason: z.string().max(4000),
})
const leaveOutBody = declareBody.extend({ why: z.enum(LEFT_OUT_WHY), reason: z.string().max(4000) })
const presenceBody = z.strictObject({ memberIds: z.array(id).max(9) })
const judgementBody = z.strictObject({
  caseId: id,
  competenceId: id,
  outcome: z.enum(['certificata', 'non certificata']),
  reason: z.string().max(4000),
  over: z.iso.datetime().optional(),
})
const signBody = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  answer: z.enum(['signed', 'refused']),
  note: z.string().max(4000).optional(),
})
const rewriteBody = z.strictObject({ reason: z.string().max(4000) })
const listQuery = z.strictObject({ group: z.enum(SITTING_GROUPS).optional(), page: pageNumber.optional() })
const params = jsonSchema(idParams)
const dossierParams = z.strictObject({ id, caseId: id })
const evidenceParams = dossierParams.extend({ evidenceId: id })
const textParams = z.strictObject({ id, textId: id })
const paperParams = z.strictObject({ id, paper: z.enum(SITTING_PAPERS) })
const decisionParams = z.strictObject({ id, decisionId: id })
const unknown = unknownId('sitting.unknown')

/** The commission's room. Each write is answered with the sitting as it is afterwards. */
export function sittingRoutes(app: FastifyInstance, { world, reads }: { world: World; reads: Reads }): void {
  const show = (request: Parameters<typeof actorIn>[0] & { params: IdParams }) =>
    reads.sitting({ sittingId: request.params.id, actor: actorIn(request), language: languageOf(request) })
  const by = (request: Parameters<typeof actorIn>[0] & { params: IdParams }) => ({
    actor: actorIn(request),
    idempotencyKey: idempotencyKeyOf(request),
    sittingId: request.params.id,
    seen: seenIn(request),
  })

  app.get<{ Querystring: z.infer<typeof listQuery> }>(
    '/api/sittings',
    { schema: { querystring: jsonSchema(listQuery) } },
    async (request) => reads.sittings({ actor: actorIn(request), asked: request.query }),
  )

  app.get<{ Params: IdParams }>('/api/sittings/:id', { schema: { params }, ...unknown }, async (request) => show(request))

  app.get<{ Params: IdParams }>('/api/sittings/:id/minutes', { schema: { params }, ...unknown }, async (request, reply) => {
    return sendFile(reply, await reads.sittingFile({ sittingId: request.params.id, actor: actorIn(request) }))
  })

  app.get<{ Params: z.infer<typeof paperParams> }>(
    '/api/sittings/:id/papers/:paper',
    { schema: { params: jsonSchema(paperParams) }, ...unknown },
    async (request, reply) => {
      const { id: sittingId, paper } = request.params
      return sendFile(reply, await reads.sittingPaper({ sittingId, paper, actor: actorIn(request) }))
    },
  )

  app.get<{ Params: z.infer<typeof decisionParams> }>(
    '/api/sittings/:id/decisions/:decisionId',
    { schema: { params: jsonSchema(decisionParams) }, ...unknownId('document.unknown') },
    async (request, reply) => {
      const { id: sittingId, decisionId } = request.params
      return sendFile(reply, await reads.sittingFile({ sittingId, decisionId, actor: actorIn(request) }))
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof declareBody> }>(
    '/api/sittings/:id/declare',
    { schema: { params, body: jsonSchema(declareBody) }, ...unknown },
    async (request) => {
      await declareNoConflict({ ...by(request), caseId: request.body.caseId }, world)
      return show(request)
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof conflictBody> }>(
    '/api/sittings/:id/conflict',
    { schema: { params, body: jsonSchema(conflictBody) }, ...unknown },
    async (request) => {
      await declareConflict({ ...by(request), ...request.body }, world)
      return show(request)
    },
  )

  app.post<{ Params: IdParams }>(
    '/api/sittings/:id/open',
    { schema: { params, body: jsonSchema(nothing), ...onSeen }, ...unknown },
    async (request) => {
      await openSitting(by(request), world)
      return show(request)
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof presenceBody> }>(
    '/api/sittings/:id/presence',
    { schema: { params, body: jsonSchema(presenceBody), ...onSeen }, ...unknown },
    async (request) => {
      await recordPresence({ ...by(request), memberIds: request.body.memberIds }, world)
      return show(request)
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof leaveOutBody> }>(
    '/api/sittings/:id/leave-out',
    { schema: { params, body: jsonSchema(leaveOutBody), ...onSeen }, ...unknown },
    async (request) => {
      await leaveOut({ ...by(request), ...request.body }, world)
      return show(request)
    },
  )

  app.put<{ Params: IdParams; Body: z.infer<typeof judgementBody> }>(
    '/api/sittings/:id/judgements',
    { schema: { params, body: jsonSchema(judgementBody) }, ...unknown },
    async (request) => {
      await judgeCompetence({ ...by(request), ...request.body }, world)
      return show(request)
    },
  )

  app.get<{ Params: z.infer<typeof dossierParams> }>(
    '/api/sittings/:id/dossiers/:caseId',
    { schema: { params: jsonSchema(dossierParams) }, ...unknown },
    async (request, reply) => {
      const { id: sittingId, caseId } = request.params
      return reply.header('cache-control', 'no-store').send(await reads.dossier({ sittingId, caseId, actor: actorIn(request) }))
    },
  )

  app.get<{ Params: z.infer<typeof evidenceParams> }>(
    '/api/sittings/:id/dossiers/:caseId/evidence/:evidenceId',
    { schema: { params: jsonSchema(evidenceParams) }, ...unknown },
    async (request, reply) => {
      const { id: sittingId, caseId, evidenceId } = request.params
      const found = await reads.dossierEvidence({ sittingId, caseId, evidenceId, actor: actorIn(request) })
      return reply
        .header('content-type', found.mediaType)
        .header('content-disposition', evidenceDisposition(found))
        .header('content-security-policy', 'sandbox')
        .header('cache-control', 'no-store')
        .send(found.bytes)
    },
  )

  app.get<{ Params: z.infer<typeof textParams> }>(
    '/api/sittings/:id/texts/:textId',
    { schema: { params: jsonSchema(textParams) }, ...unknownId('document.unknown') },
    async (request, reply) => {
      const { id: sittingId, textId } = request.params
      return sendFile(reply, await reads.minutesText({ sittingId, textId, actor: actorIn(request) }))
    },
  )

  app.post<{ Params: IdParams }>(
    '/api/sittings/:id/write',
    { schema: { params, body: jsonSchema(nothing), ...onSeen }, ...unknown },
    async (request) => {
      await writeMinutes(by(request), world)
      return show(request)
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof signBody> }>(
    '/api/sittings/:id/sign',
    { schema: { params, body: jsonSchema(signBody) }, ...unknown },
    async (request) => {
      const { digest, answer, note } = request.body
      await signMinutes({ ...by(request), digest, answer, ...(note !== undefined && { note }) }, world)
      return show(request)
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof rewriteBody> }>(
    '/api/sittings/:id/rewrite',
    { schema: { params, body: jsonSchema(rewriteBody), ...onSeen }, ...unknown },
    async (request) => {
      await rewriteMinutes({ ...by(request), reason: request.body.reason }, world)
      return show(request)
    },
  )

  app.post<{ Params: IdParams }>(
    '/api/sittings/:id/close',
    { schema: { params, body: jsonSchema(nothing), ...onSeen }, ...unknown },
    async (request) => {
      await closeMinutes(by(request), world)
      return show(request)
    },
  )
}
