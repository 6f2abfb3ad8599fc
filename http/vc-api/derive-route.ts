import type { FastifyInstance } from 'fastify'
import { deriveDocument } from '../../credential/data-integrity/selective/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { isObject, type JsonValue } from '../../credential/json/index.ts'
import { assertCredential, assertMeaning, type VcWorld } from '../../credential/vcdm/index.ts'
import { memberOf, objectIn, pointersIn } from './read-body.ts'

/** `POST /credentials/derive` (VC-API 0.3 §3.4.2): a copy that shows what was chosen, and the proof that just this was signed. */
export function deriveRoute(scope: FastifyInstance, { world }: { world: () => VcWorld }): void {
  scope.post('/credentials/derive', { config: { deed: 'issue' } }, async (request, reply) => {
    const body = objectIn(request.body as JsonValue)
    const { verifiableCredential: document } = body
    if (!isObject(document)) throw new AttestaError('vc.not-object')
    const selectivePointers = pointersIn(memberOf(body, 'options'), 'selectivePointers')
    const { contexts } = world()
    assertCredential(document)
    await assertMeaning({ document, contexts })
    return reply.code(201).send({ verifiableCredential: await deriveDocument({ document, selectivePointers, contexts }) })
  })
}
