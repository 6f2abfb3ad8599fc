import type { FastifyInstance } from 'fastify'
import type { JsonValue } from '../../credential/json/index.ts'
import { issueCredential, type VcWorld } from '../../credential/vcdm/index.ts'
import { memberOf, objectIn, pointersIn, textIn } from '../../http/vc-api/read-body.ts'
import { findInstance } from './find-instance.ts'
import type { ApiInstance } from './instance.ts'
import { reserveEntry, type StatusDeps } from './status-entries.ts'

export interface IssueRouteDeps {
  readonly instances: readonly ApiInstance[]
  readonly world: () => VcWorld
  readonly status: StatusDeps
}

/** `POST /issuers/{instance}/credentials/issue` (VC-API 0.3 §3.2.1). */
export function issueRoute(scope: FastifyInstance, { instances, world, status }: IssueRouteDeps): void {
  scope.post<{ Params: { instance: string } }>(
    '/issuers/:instance/credentials/issue',
    { config: { deed: 'issue' } },
    async (request, reply) => {
      const { authorization } = request.headers
      const instance = findInstance(instances, { name: request.params.instance, authorization })
      const body = objectIn(request.body as JsonValue)
      const options = memberOf(body, 'options')
      const { credentialId } = textIn(options, 'credentialId')
      const { list } = instance
      const verifiableCredential = await issueCredential(
        {
          credential: body.credential,
          instance: await instance.open(),
          mandatoryPointers: pointersIn(options, 'mandatoryPointers'),
          ...(list === undefined
            ? {}
            : {
                statusEntry: ({ id }) =>
                  reserveEntry({ instance: { ...instance, list }, credentialId: typeof id === 'string' ? id : credentialId }, status),
              }),
        },
        world(),
      )
      return reply.code(201).send({ verifiableCredential })
    },
  )
}
