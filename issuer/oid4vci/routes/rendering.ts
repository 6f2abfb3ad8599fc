import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { FORMS_OF_ONE_ACT } from '../../renderings/index.ts'
import { jsonSchema } from '../../routes/json-schema.ts'
import { sendFile } from '../../routes/send-file.ts'
import { makeFile } from '../../steps/hand-out.ts'
import type { World } from '../../steps/world.ts'
import { authorize } from '../credential/authorize.ts'
import { findReceived } from '../credential/find-received.ts'
import type { EdgeDeps } from '../deps.ts'
import { ProtocolError } from '../protocol-error.ts'
import { dpopOf, refuse } from './refuse.ts'

const params = z.strictObject({ form: z.enum(FORMS_OF_ONE_ACT) })

/**
 * The files of an act for the wallet that has just received it. Which act it is, the access token says and nothing else: there is no name of
 * an act in the address, so nobody can ask for another's.
 */
export function renderingRoute(app: FastifyInstance, { config, pool, now, world }: EdgeDeps & { world: World }): void {
  app.register(async (scope) => {
    scope.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof ProtocolError)) throw error
      return refuse({ error, reply })
    })
    scope.get<{ Params: z.infer<typeof params> }>(
      '/oid4vci/renderings/:form',
      { schema: { params: jsonSchema(params) } },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const { form } = request.params
        const url = `${config.issuerUrl}/oid4vci/renderings/${form}`
        const { authorization } = request.headers
        const { offerId } = await authorize({ authorization, dpop: dpopOf(request), method: 'GET', url, pool, at: now() })
        const { attestationId, organisation } = await findReceived({ offerId, pool })
        return sendFile(reply, await makeFile({ attestationId, organisation, form, by: 'wallet', offerId }, world))
      },
    )
  })
}
