import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { RECOGNIZED_ENTITIES_V1 } from '../../credential/contexts/index.ts'
import type { Signer } from '../../credential/crypto/port.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { JsonValue } from '../../credential/json/index.ts'
import { didDocument, jwks, type Keystore } from '../../keys/index.ts'
import recognizedEntities from '../../schemas/contexts/recognized-entities-v1.json' with { type: 'json' }
import { refusalOf } from '../db/refusal-of.ts'
import { SD_JWT_VCT } from '../oid4vci/configurations.ts'
import { composeWithdrawals } from './compose-withdrawals.ts'
import { findOrganisation } from './find-organisation.ts'
import { openToAllOrigins } from './open-to-all-origins.ts'
import { readRecognitions } from './read-recognitions.ts'
import { sendCacheable } from './send-cacheable.ts'
import { typeMetadata } from './type-metadata.ts'

export interface RegistryDeps {
  readonly pool: Pool
  readonly keystore: Pick<Keystore, 'list'> & { signerFor(organisation: string): Promise<Signer> }
  readonly config: { readonly issuerUrl: string }
  readonly now: () => Date
}

/** Seconds; a key that is found compromised must be seen to be so. */
const SHARED_SECONDS = 60

interface OrganisationRoute {
  Params: { slug: string }
}

/** Mounts what the world may read of each organisation: keys with their history, recognitions, and the type of the credential. */
export async function registerRegistry(app: FastifyInstance, { pool, keystore, config, now }: RegistryDeps): Promise<void> {
  await app.register(async (scope) => {
    openToAllOrigins(scope, { methods: ['GET'], expose: ['ETag'], preflight: ['/org/*', '/vct/*', '/ns/*'] })
    scope.setErrorHandler((error) => {
      throw refusalOf(error)
    })

    scope.get<OrganisationRoute>('/org/:slug/did.json', async (request, reply) => {
      const { slug, did } = await findOrganisation({ slug: request.params.slug, pool })
      return send(request, reply, 'application/did+json', didDocument({ did, keys: await keystore.list(slug) }))
    })
    scope.get<OrganisationRoute>('/org/:slug/jwks.json', async (request, reply) => {
      const { slug } = await findOrganisation({ slug: request.params.slug, pool })
      return send(request, reply, 'application/jwk-set+json', jwks({ keys: await keystore.list(slug) }))
    })
    scope.get<OrganisationRoute>('/org/:slug/recognitions', async (request, reply) => {
      const { id } = await findOrganisation({ slug: request.params.slug, pool })
      return send(request, reply, 'application/json', { recognitions: await readRecognitions({ organisationId: id, pool }) })
    })
    scope.get<OrganisationRoute>('/org/:slug/recognitions/current', async (request, reply) => {
      const { id } = await findOrganisation({ slug: request.params.slug, pool })
      return send(request, reply, 'application/json', {
        recognitions: await readRecognitions({ organisationId: id, pool, inForceAt: now() }),
      })
    })
    scope.get<OrganisationRoute>('/org/:slug/withdrawals', async (request, reply) => {
      const organisation = await findOrganisation({ slug: request.params.slug, pool })
      const signer = await keystore.signerFor(organisation.slug)
      const body = await composeWithdrawals({ organisation, pool, signer, issuerUrl: config.issuerUrl, at: now() })
      return sendCacheable({ request, reply, mediaType: 'application/attesta-withdrawals+jwt', body, sharedSeconds: SHARED_SECONDS })
    })
    scope.get<{ Params: { slug: string; digest: string } }>('/org/:slug/authority/:digest', async (request, reply) => {
      const { slug, digest } = request.params
      const { rows } = await pool.query<{ credential: string }>(
        `SELECT a.credential FROM authority_credential a JOIN organisation o ON o.id = a.organisation_id WHERE o.slug = $1 AND a.sha256 = $2`,
        [slug, digest],
      )
      const [found] = rows
      if (found === undefined) throw new AttestaError('registry.unknown-authority')
      // Named by its own digest, so it is the same for ever.
      return reply.header('cache-control', 'public, max-age=31536000, immutable').type('application/vc+jwt').send(found.credential)
    })
    scope.get(new URL(RECOGNIZED_ENTITIES_V1).pathname, async (request, reply) =>
      send(request, reply, 'application/ld+json', recognizedEntities),
    )
    scope.get(new URL(SD_JWT_VCT).pathname, async (request, reply) => send(request, reply, 'application/json', typeMetadata))
  })
}

function send(request: FastifyRequest, reply: FastifyReply, mediaType: string, document: JsonValue | typeof typeMetadata): FastifyReply {
  return sendCacheable({ request, reply, mediaType, body: JSON.stringify(document), sharedSeconds: SHARED_SECONDS })
}
