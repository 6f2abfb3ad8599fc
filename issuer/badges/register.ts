import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { refusalOf } from '../db/refusal-of.ts'
import { readRevokedRecords } from '../learner-records/read-revoked-records.ts'
import type { EdgeDeps } from '../oid4vci/deps.ts'
import { VALIDITY_SECONDS } from '../oid4vci/routes/credential.ts'
import { openToAllOrigins } from '../registry/open-to-all-origins.ts'
import { sendCacheable } from '../registry/send-cacheable.ts'
import { TTL_SECONDS } from '../status/compose-list.ts'
import type { World } from '../steps/world.ts'
import { formOf } from './accept-picture.ts'
import { pictureNamed } from './own-picture.ts'
import { PICTURE_PATH, pictureOf } from './picture-of.ts'
import { readRevoked } from './read-revoked.ts'
import { REFRESH_PATH } from './refresh-address.ts'
import { refreshBadge } from './refresh-badge.ts'

const slug = { type: 'string', maxLength: 64 } as const
const pictureParams = {
  type: 'object',
  properties: { slug, file: { type: 'string', pattern: '^[0-9a-f]{32}\\.(svg|png)$' } },
  required: ['slug', 'file'],
} as const
const recordParams = { type: 'object', properties: { slug }, required: ['slug'] } as const
const listParams = {
  type: 'object',
  properties: { slug, number: { type: 'string', pattern: '^[1-9][0-9]{0,8}$' } },
  required: ['slug', 'number'],
} as const
const tokenParams = {
  type: 'object',
  properties: { token: { type: 'string', maxLength: 2048, pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{22}$' } },
  required: ['token'],
} as const

/** Mounts what badges name: their picture, their newer copy, and the list of 1EdTech of those that were annulled. */
export async function registerBadges(app: FastifyInstance, { config, pool }: EdgeDeps, world: World): Promise<void> {
  const { issuerUrl } = config
  await app.register(async (scope) => {
    openToAllOrigins(scope, { methods: ['GET'], expose: ['ETag'], preflight: ['/badges/*'] })
    scope.setErrorHandler((error) => {
      throw refusalOf(error)
    })

    scope.get<{ Params: { slug: string; file: string } }>(
      `${PICTURE_PATH}:slug/:file`,
      { schema: { params: pictureParams } },
      async (request, reply) => {
        const picture = await published(request.params, pool)
        if (picture === undefined) throw new AttestaError('badge.picture-unknown')
        // Its name is its digest: it never changes. Opened by itself it is a document of this origin, and may do nothing.
        return reply
          .headers({ 'cache-control': 'public, max-age=31536000, immutable', 'content-security-policy': "default-src 'none'; sandbox" })
          .type(request.params.file.endsWith('.svg') ? 'image/svg+xml' : 'image/png')
          .send(picture)
      },
    )

    scope.get<{ Params: { token: string } }>(`${REFRESH_PATH}:token`, { schema: { params: tokenParams } }, async (request, reply) => {
      const document = await refreshBadge({ token: request.params.token, lifetimeSeconds: VALIDITY_SECONDS }, world)
      return reply.header('cache-control', 'no-store').type('application/vc').send(JSON.stringify(document))
    })

    scope.get<{ Params: { slug: string } }>(
      '/badges/records/:slug/revoked',
      { schema: { params: recordParams } },
      async (request, reply) => {
        const list = await readRevokedRecords({ slug: request.params.slug }, { db: world.db, issuerUrl })
        return sendCacheable({ request, reply, body: JSON.stringify(list), mediaType: 'application/json', sharedSeconds: TTL_SECONDS })
      },
    )

    scope.get<{ Params: { slug: string; number: string } }>(
      '/status/:slug/:number/revoked',
      { schema: { params: listParams } },
      async (request, reply) => {
        const { slug, number } = request.params
        const list = await readRevoked({ slug, number: Number(number) }, { pool, issuerUrl })
        return sendCacheable({ request, reply, body: JSON.stringify(list), mediaType: 'application/json', sharedSeconds: TTL_SECONDS })
      },
    )
  })
}

/** A picture that the body gave once, or the drawn one. */
async function published({ slug, file }: { slug: string; file: string }, pool: Pool): Promise<Buffer | undefined> {
  const digest = file.slice(0, 32)
  const own = await pictureNamed({ slug, digest }, pool)
  if (own !== undefined) return file === `${digest}.${formOf(own)}` ? Buffer.from(own) : undefined
  const { rows } = await pool.query<{ name: string }>('SELECT name FROM organisation WHERE slug = $1', [slug])
  const drawn = rows[0] === undefined ? undefined : await pictureOf({ slug, name: rows[0].name })
  return drawn !== undefined && file === `${drawn.digest}.svg` ? Buffer.from(drawn.svg) : undefined
}
