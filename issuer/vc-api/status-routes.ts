import type { FastifyInstance } from 'fastify'
import { signDocument } from '../../credential/data-integrity/index.ts'
import { AttestaError } from '../../credential/errors.ts'
import { isObject, type JsonObject, type JsonValue } from '../../credential/json/index.ts'
import { composeBitstringList, MIN_ENTRIES } from '../../credential/status/index.ts'
import { formatDateTime } from '../../credential/time.ts'
import { memberOf, objectIn } from '../../http/vc-api/read-body.ts'
import { sendCacheable } from '../registry/send-cacheable.ts'
import { assertToken } from './find-instance.ts'
import type { ApiInstance, StatusPurpose } from './instance.ts'
import { changeStatus, type StatusDeps, setPositions } from './status-entries.ts'

/** How long a copy of a list may be relied on. */
const LIFETIME_MS = 24 * 3600_000
const TTL_MS = 60_000
const PURPOSES: readonly StatusPurpose[] = ['revocation', 'suspension']

export interface StatusRoutesDeps extends StatusDeps {
  readonly instances: readonly ApiInstance[]
  readonly now: () => Date
}

/** `POST /credentials/status` (VC-API 0.3 §3.2.2), and the lists that follow from it, each signed by its instance. */
export function statusRoutes(scope: FastifyInstance, { instances, now, pool, listsUrl }: StatusRoutesDeps): void {
  scope.post('/credentials/status', { config: { deed: 'issue' } }, async (request, reply) => {
    const { credentialId, credentialStatus, status = true } = objectIn(request.body as JsonValue)
    if (typeof credentialId !== 'string') throw new AttestaError('vc.malformed', { at: 'credentialId' })
    if (typeof status !== 'boolean') throw new AttestaError('vc.malformed', { at: 'status' })
    const purpose = purposeOf(credentialStatus)
    const lists = listsOpenTo(instances, request.headers.authorization)
    await changeStatus({ lists, credentialId, purpose, set: status }, { pool })
    return reply.code(200).send({ credentialId, credentialStatus: { type: 'BitstringStatusListEntry', statusPurpose: purpose }, status })
  })

  scope.get<{ Params: { list: string; purpose: string } }>('/status-lists/:list/:purpose', async (request, reply) => {
    const instance = instances.find(({ list }) => list === request.params.list)
    const purpose = PURPOSES.find((known) => known === request.params.purpose)
    if (instance?.list === undefined || purpose === undefined) throw new AttestaError('status-list.unknown')
    const { list } = instance
    const body = JSON.stringify(await signedList({ instance, list, purpose, at: now() }))
    const mediaType = /application\/json/.test(request.headers.accept ?? '') ? 'application/json' : 'application/vc'
    return sendCacheable({ request, reply, body, mediaType, sharedSeconds: TTL_MS / 1000 })
  })

  async function signedList({
    instance,
    list,
    purpose,
    at,
  }: {
    instance: ApiInstance
    list: string
    purpose: StatusPurpose
    at: Date
  }): Promise<JsonObject> {
    const [{ did, signer, verificationMethod }, set] = await Promise.all([instance.open(), setPositions({ list, purpose }, pool)])
    // The same text for a minute, so that caches can hold it.
    const minute = new Date(Math.floor(at.getTime() / TTL_MS) * TTL_MS)
    const document = await composeBitstringList({
      id: `${listsUrl}/${list}/${purpose}`,
      issuer: did,
      purpose,
      size: MIN_ENTRIES,
      set,
      validFrom: formatDateTime(minute),
      validUntil: formatDateTime(new Date(minute.getTime() + LIFETIME_MS)),
      ttlMilliseconds: TTL_MS,
    })
    if (!('sign' in signer)) throw new AttestaError('status-list.unknown')
    const suite = signer.alg === 'EdDSA' ? 'eddsa-rdfc-2022' : 'ecdsa-rdfc-2019'
    return signDocument({ document, suite, signer, verificationMethod, created: formatDateTime(minute) })
  }
}

function purposeOf(credentialStatus: JsonValue | undefined): StatusPurpose {
  const { type, statusPurpose } = isObject(credentialStatus) ? credentialStatus : memberOf({ credentialStatus: {} }, 'credentialStatus')
  const purpose = PURPOSES.find((known) => known === statusPurpose)
  if (type !== 'BitstringStatusListEntry' || purpose === undefined) throw new AttestaError('vc.malformed', { at: 'credentialStatus' })
  return purpose
}

/** The lists of those instances whose token the caller has; of test instances, everybody's. */
function listsOpenTo(instances: readonly ApiInstance[], authorization = ''): readonly string[] {
  const withList = instances.filter(({ list }) => list !== undefined)
  const open = withList.filter((instance) => holdsToken(instance, authorization))
  if (open.length === 0 && withList.length > 0) throw new AttestaError('vc-api.token')
  return open.flatMap(({ list }) => (list === undefined ? [] : [list]))
}

function holdsToken(instance: ApiInstance, authorization: string): boolean {
  try {
    assertToken(instance, authorization)
    return true
  } catch {
    return false
  }
}
