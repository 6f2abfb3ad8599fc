import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { sealRecord } from '../../learner-records/seal-record.ts'
import { jsonSchema } from '../../routes/json-schema.ts'
import { sendFile } from '../../routes/send-file.ts'
import type { World } from '../../steps/world.ts'
import { heldActs } from '../credential/held-acts.ts'
import type { EdgeDeps } from '../deps.ts'
import { consumeNonce } from '../nonces/consume-nonce.ts'
import { ProtocolError } from '../protocol-error.ts'
import { refuse } from './refuse.ts'

/** As many as a body seals together; each carries its chain of authority. */
const MOST = 30
const body = z.strictObject({
  nonce: z.string().min(1).max(200),
  presentations: z.array(z.string().min(1).max(262_144)).min(1).max(MOST),
})

/**
 * The learner record of acts that a wallet holds. No token opens it: the person asks with the key of each act that goes into it, so whoever has
 * the token or the file of one act never gets another by it.
 */
export function recordRoute(app: FastifyInstance, { config, pool, now, world }: EdgeDeps & { world: World }): void {
  app.register(async (scope) => {
    scope.setErrorHandler((error, _request, reply) => {
      if (!(error instanceof ProtocolError)) throw error
      return refuse({ error, reply })
    })
    scope.post<{ Body: z.infer<typeof body> }>(
      '/oid4vci/records',
      { schema: { body: jsonSchema(body) }, bodyLimit: 2 * 1024 * 1024 },
      async (request, reply) => {
        reply.header('cache-control', 'no-store')
        const { nonce, presentations } = request.body
        const at = now()
        if ((await consumeNonce({ use: 'key-proof', nonce, db: pool, at })) === 'refused')
          throw new ProtocolError('invalid_nonce', 'The nonce is unknown, used or expired, ask for another')
        const { organisation, acts } = await heldActs({ presentations, nonce, audience: config.issuerUrl, at }, world.db)
        const content = await sealRecord({ acts, organisation, signer: await world.signerFor(organisation.slug), at }, world)
        return sendFile(reply, { name: 'percorso.clr.json', mediaType: 'application/vc+ld+json', content })
      },
    )
  })
}
