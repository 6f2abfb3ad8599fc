import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AttestaError } from '../../credential/errors.ts'
import { auditFileName, composeAuditFile } from '../audit-file/compose-audit-file.ts'
import { zipStream } from '../audit-file/zip-stream.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { askAuditFile } from '../steps/ask-audit-file.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, idParams, jsonSchema } from './json-schema.ts'
import { unknownId } from './unknown-id.ts'

const body = z.strictObject({ withEvidence: z.boolean(), reason: z.string().trim().min(3).max(2000) })
const params = jsonSchema(idParams)
/** How long what was asked for can be fetched, by whoever asked. */
const MINUTES = 60

/** The audit file of a case: asked for, with a reason, then fetched as a zip that is written while it is sent. */
export function auditFileRoutes(app: FastifyInstance, { world }: { world: World }): void {
  app.post<{ Params: IdParams; Body: z.infer<typeof body> }>(
    '/api/cases/:id/audit-files',
    { schema: { params, body: jsonSchema(body) }, ...unknownId('case.unknown') },
    async (request, reply) => {
      const asked = { ...request.body, actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), caseId: request.params.id }
      return reply.code(201).send(await askAuditFile(asked, world))
    },
  )

  app.get<{ Params: IdParams }>(
    '/api/audit-files/:id',
    { schema: { params }, ...unknownId('audit-file.unknown') },
    async (request, reply) => {
      const actor = actorIn(request)
      const at = world.now()
      const [asked] = await world.db.rows<{ case_id: string; number: string; with_evidence: boolean }>(
        `SELECT f.case_id, k.number, f.with_evidence FROM audit_file f JOIN ivc_case k ON k.id = f.case_id
         WHERE f.id = $1 AND f.asked_by = $2 AND f.asked_for = $3 AND f.asked_at > $4::timestamptz - interval '${MINUTES} minutes'`,
        [request.params.id, actor.accountId, actor.organisation.id, at],
      )
      if (asked === undefined) throw new AttestaError('audit-file.unknown')
      const { case_id: caseId, number, with_evidence: withEvidence } = asked
      const of = { caseId, withEvidence, askedForName: actor.organisation.name, askedBy: actor.accountId }
      return reply
        .header('content-disposition', `attachment; filename="${auditFileName(number, at)}"`)
        .type('application/zip')
        .send(zipStream(composeAuditFile(of, world), at))
    },
  )
}
