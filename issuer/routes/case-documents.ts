import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { actorIn } from '../auth/guard.ts'
import { FORMS } from '../reads/case-document.ts'
import type { Reads } from '../reads/reads.ts'
import { id, jsonSchema } from './json-schema.ts'
import { sendFile } from './send-file.ts'
import { unknownId } from './unknown-id.ts'

const documentParams = z.strictObject({ id, documentId: id })
const fileParams = z.strictObject({ id, documentId: id, form: z.enum(FORMS) })
const unknown = unknownId('document.unknown')

/** The documents of a case, to read on a page and to have as files. */
export function caseDocumentRoutes(app: FastifyInstance, { reads }: { reads: Reads }): void {
  app.get<{ Params: z.infer<typeof documentParams> }>(
    '/api/cases/:id/documents/:documentId',
    { schema: { params: jsonSchema(documentParams) }, ...unknown },
    async (request) => {
      const { id: caseId, documentId } = request.params
      return reads.document({ caseId, documentId, actor: actorIn(request) })
    },
  )

  app.get<{ Params: z.infer<typeof fileParams> }>(
    '/api/cases/:id/documents/:documentId/:form',
    { schema: { params: jsonSchema(fileParams) }, ...unknown },
    async (request, reply) => {
      const { id: caseId, documentId, form } = request.params
      return sendFile(reply, await reads.documentFile({ caseId, documentId, form, actor: actorIn(request) }))
    },
  )
}
