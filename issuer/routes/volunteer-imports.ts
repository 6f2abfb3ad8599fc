import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { languageOf } from '../../http/page/language.ts'
import { actorIn, idempotencyKeyOf } from '../auth/guard.ts'
import { readImport, readImports } from '../reads/volunteers/imports.ts'
import { acceptImport } from '../steps/volunteers/accept-import.ts'
import { requireRegister } from '../steps/volunteers/change-register.ts'
import { loadImport } from '../steps/volunteers/load-import.ts'
import { mendLine, putAside } from '../steps/volunteers/mend-import.ts'
import type { World } from '../steps/world.ts'
import { COLUMNS, MAX_BYTES, SAID } from '../volunteers/import/parse-file.ts'
import { type IdParams, idParams, jsonSchema, pageNumber } from './json-schema.ts'
import { onSeen, seenIn } from './on-seen.ts'
import { CSV, sendFile } from './send-file.ts'
import { unknownId } from './unknown-id.ts'

const cell = z.string().trim().max(400)
const query = z.strictObject({ page: pageNumber.optional() })
const loadBody = z.strictObject({ content: z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/) })
const line = z.int().min(2).max(100_000)
const mendBody = z.strictObject({
  line,
  cells: z.strictObject({
    taxCode: cell,
    familyName: cell,
    givenName: cell,
    birthDate: cell,
    from: cell,
    until: cell,
    hours: cell,
    activity: cell,
  }),
  cardSeen: z.boolean().optional(),
})
const asideBody = z.strictObject({ line })
const nothing = z.strictObject({})
const params = jsonSchema(idParams)
const unknown = unknownId('volunteer-import.unknown')
/** The columns, and a person who is nobody: who leaves the line in is told that the code is wrong. */
const MODEL = `\uFEFF${COLUMNS.map((column) => SAID[column]).join(';')}\r\nAAAAAA00A00A000A;Cognome;Nome;31/12/2000;01/09/2026;30/09/2026;12,5;Doposcuola\r\n`

/** Files of many volunteers: loaded, looked at, mended line by line, taken in. */
export function volunteerImportRoutes(app: FastifyInstance, { world, demo }: { world: World; demo: boolean }): void {
  const { db, now } = world
  app.get<{ Querystring: z.infer<typeof query> }>(
    '/api/volunteer-imports',
    { schema: { querystring: jsonSchema(query) } },
    async (request) => readImports({ actor: actorIn(request), page: request.query.page ?? 1 }, db),
  )

  app.get('/api/volunteer-imports/model.csv', async (request, reply) => {
    await requireRegister(actorIn(request), db)
    return sendFile(reply, { name: 'volontari.csv', mediaType: CSV, content: MODEL })
  })

  app.post<{ Body: z.infer<typeof loadBody> }>(
    '/api/volunteer-imports',
    // A file that is too large is told so by its own name, up to twice as much as may be.
    { schema: { body: jsonSchema(loadBody) }, bodyLimit: Math.ceil((MAX_BYTES * 2 * 4) / 3) + 4096 },
    async (request, reply) => {
      const bytes = new Uint8Array(Buffer.from(request.body.content, 'base64'))
      const loaded = await loadImport({ actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), bytes }, world)
      return reply.code(loaded.before ? 200 : 201).send(loaded)
    },
  )

  app.get<{ Params: IdParams; Querystring: z.infer<typeof query> }>(
    '/api/volunteer-imports/:id',
    { schema: { params, querystring: jsonSchema(query) }, ...unknown },
    async (request) =>
      readImport(
        { actor: actorIn(request), importId: request.params.id, page: request.query.page ?? 1, language: languageOf(request), at: now() },
        db,
      ),
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof mendBody> }>(
    '/api/volunteer-imports/:id/mend',
    { schema: { params, body: jsonSchema(mendBody), ...onSeen }, ...unknown },
    async (request) => {
      const on = { actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), importId: request.params.id, seen: seenIn(request) }
      await mendLine({ ...on, ...request.body }, world)
      return {}
    },
  )

  app.post<{ Params: IdParams; Body: z.infer<typeof asideBody> }>(
    '/api/volunteer-imports/:id/aside',
    { schema: { params, body: jsonSchema(asideBody), ...onSeen }, ...unknown },
    async (request) => {
      const on = { actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), importId: request.params.id, seen: seenIn(request) }
      await putAside({ ...on, ...request.body }, world)
      return {}
    },
  )

  app.post<{ Params: IdParams }>(
    '/api/volunteer-imports/:id/accept',
    { schema: { params, body: jsonSchema(nothing), ...onSeen }, ...unknown },
    async (request) =>
      acceptImport(
        { actor: actorIn(request), idempotencyKey: idempotencyKeyOf(request), importId: request.params.id, seen: seenIn(request), demo },
        world,
      ),
  )
}
