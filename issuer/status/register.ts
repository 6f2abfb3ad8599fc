import type { FastifyInstance } from 'fastify'
import { refusalOf } from '../db/refusal-of.ts'
import type { EdgeDeps } from '../oid4vci/deps.ts'
import { openToAllOrigins } from '../registry/open-to-all-origins.ts'
import { sendCacheable } from '../registry/send-cacheable.ts'
import { TTL_SECONDS } from './compose-list.ts'
import { publish } from './publish.ts'
import { FORMS, type Form } from './status-list.ts'

const MEDIA_TYPES: Readonly<Record<Form, string>> = {
  token: 'application/statuslist+jwt',
  revocation: 'application/vc',
  suspension: 'application/vc',
  changes: 'application/attesta-status-changes+jwt',
}

const schema = {
  params: {
    type: 'object',
    properties: {
      slug: { type: 'string', maxLength: 64 },
      // The lists are counted from 1 (decimal, no sign, no leading zero): one address a list.
      number: { type: 'string', pattern: '^[1-9][0-9]{0,8}$' },
      form: { enum: FORMS },
    },
    required: ['slug', 'number', 'form'],
  },
}

/** Mounts the status lists. Readers come from anywhere and leave no trace of whom they ask about: the whole list is fetched. */
export async function registerStatus(app: FastifyInstance, { config, pool, keystore, now }: EdgeDeps): Promise<void> {
  const world = { pool, signerFor: (slug: string) => keystore.signerFor(slug), issuerUrl: config.issuerUrl }
  await app.register(async (scope) => {
    openToAllOrigins(scope, { methods: ['GET'], expose: ['ETag'], preflight: ['/status/*'] })
    scope.setErrorHandler((error) => {
      throw refusalOf(error)
    })
    scope.get<{ Params: { slug: string; number: string; form: Form } }>(
      '/status/:slug/:number/:form',
      { schema },
      async (request, reply) => {
        const { slug, number, form } = request.params
        const body = await publish({ slug, number: Number(number), form, at: now() }, world)
        return sendCacheable({ request, reply, body, mediaType: MEDIA_TYPES[form], sharedSeconds: TTL_SECONDS })
      },
    )
  })
}
