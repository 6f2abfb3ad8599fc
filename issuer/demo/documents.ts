import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import demo from '../../schemas/demo/cases.json' with { type: 'json' }
import { openToAllOrigins } from '../registry/open-to-all-origins.ts'
import { jsonSchema } from '../routes/json-schema.ts'
import { sendFile } from '../routes/send-file.ts'
import { type HandedOut, handOut } from '../steps/hand-out.ts'
import { requireThat } from '../steps/require-that.ts'
import type { World } from '../steps/world.ts'
import { actorOf } from './seed-organisations.ts'

const params = z.strictObject({ which: z.enum(['valid', 'annulled']) })
const targets = { valid: 'rilasciato', annulled: 'annullato' } as const

/** Two Open Badges to try a verifier with, one valid and one annulled. Demo only; any page may read them. */
export async function demoDocuments(app: FastifyInstance, world: World): Promise<void> {
  const rendered = new Map<string, Promise<HandedOut>>()
  await app.register(async (scope) => {
    openToAllOrigins(scope, { methods: ['GET'], expose: [], preflight: [] })
    scope.get<{ Params: z.infer<typeof params> }>(
      '/demo/documents/:which',
      { schema: { hide: true, params: jsonSchema(params) } },
      async (request, reply) => {
        const { which } = request.params
        const document = rendered.get(which) ?? render(which, world)
        rendered.set(which, document) // made once: a page that anybody may open is no reason to sign again
        document.catch(() => rendered.delete(which))
        return sendFile(reply, { ...(await document), name: `attestato-${which}.json` })
      },
    )
  })
}

async function render(which: keyof typeof targets, world: World): Promise<HandedOut> {
  const wanted = demo.cases.find(({ target }) => target === targets[which])
  const [found] = await world.db.rows<{ id: string }>(
    'SELECT a.id FROM attestation a JOIN person p ON p.id = a.person_id WHERE p.tax_code = $1 AND p.demo',
    [wanted?.person.taxCode],
  )
  requireThat(found !== undefined && wanted !== undefined, 'attestation.unknown')
  const actor = await actorOf({ sub: wanted.officer, role: 'officer' }, world.db)
  return handOut({ attestationId: found.id, form: 'open-badge', actor }, world)
}
