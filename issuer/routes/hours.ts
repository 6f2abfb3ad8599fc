import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { dayInRome } from '../../credential/time.ts'
import { languageOf } from '../../http/page/language.ts'
import { actorIn } from '../auth/guard.ts'
import { day } from '../day.ts'
import { writeHoursSheet } from '../reads/hours-sheet.ts'
import { readFile } from '../steps/lock-case.ts'
import type { World } from '../steps/world.ts'
import { type IdParams, idParams, jsonSchema } from './json-schema.ts'
import { CSV, sendFile } from './send-file.ts'
import { unknownId } from './unknown-id.ts'

const query = z.strictObject({ from: day.optional(), until: day.optional() })

/** The hours sheet of a body for a period, and of one case. */
export function hoursRoutes(app: FastifyInstance, { world: { db, now } }: { world: Pick<World, 'db' | 'now'> }): void {
  const send = (reply: FastifyReply, name: string, content: string) => sendFile(reply, { name, mediaType: CSV, content })

  app.get<{ Querystring: z.infer<typeof query> }>(
    '/api/hours.csv',
    { schema: { querystring: jsonSchema(query) } },
    async (request, reply) => {
      const today = dayInRome(now())
      const { from = `${today.slice(0, 4)}-01-01`, until = today } = request.query
      const sheet = await writeHoursSheet({ actor: actorIn(request), asked: { from, until }, language: languageOf(request) }, db)
      return send(reply, `ore-${from}-${until}.csv`, sheet)
    },
  )

  app.get<{ Params: IdParams }>(
    '/api/cases/:id/hours.csv',
    { schema: { params: jsonSchema(idParams) }, ...unknownId('case.unknown') },
    async (request, reply) => {
      const actor = actorIn(request)
      const { id: caseId, number } = await readFile({ caseId: request.params.id, organisationId: actor.organisation.id }, db)
      const asked = { from: '0001-01-01', until: '9999-12-31', caseId }
      return send(
        reply,
        `ore-${number.replace(/[^\w-]/g, '-')}.csv`,
        await writeHoursSheet({ actor, asked, language: languageOf(request) }, db),
      )
    },
  )
}
