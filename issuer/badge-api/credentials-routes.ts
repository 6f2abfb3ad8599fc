import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import { askAgain } from './ask-again.ts'
import { authorize } from './authorize.ts'
import type { BadgeApiDeps } from './deps.ts'
import type { Pushed } from './judge-pushed.ts'
import { listBadges } from './list-badges.ts'
import { PATHS } from './paths.ts'
import { linksOf, readPage } from './read-page.ts'
import { SCOPE } from './scopes.ts'
import { upsert } from './upsert.ts'
import { BADGE_BYTES, SOON_MS, verificationOf } from './verification.ts'

const JSON_TYPES: ReadonlySet<string> = new Set(['application/json', 'application/vc+ld+json', 'application/vc', 'application/ld+json'])

/** The badges of the person who let a platform in (Open Badges 3.0 §6.2.2, §6.2.3). */
export function credentialsRoutes(app: FastifyInstance, { world, pool, now, config }: BadgeApiDeps): void {
  const { issuerUrl } = config
  const verification = verificationOf(config)
  const soon = verificationOf(config, { timeoutMs: SOON_MS })

  app.get(PATHS.credentials, { schema: { hide: true } }, async (request, reply) => {
    const { holder } = await authorize(request, { scope: SCOPE.readCredentials, pool, now })
    const page = readPage(request.query)
    await askAgain({ holderId: holder.id, at: now() }, { pool, verification: soon })
    const { total, documents, tokens } = await listBadges({ holder, page }, world)
    // Texts are put in as they are kept: a badge whose numbers were written anew would be another one to whoever compares bytes.
    const body = `{"credential":[${documents.join(',')}],"compactJwsString":${JSON.stringify(tokens)}}`
    return reply
      .headers({ 'cache-control': 'no-store', 'x-total-count': String(total), link: linksOf({ page, total, issuerUrl }) })
      .type('application/json; charset=utf-8')
      .send(body)
  })

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // As it came: the bytes are what is signed, and what is kept.
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BADGE_BYTES }, (_request, body, done) => done(null, body))
    scope.post(PATHS.credentials, { schema: { hide: true } }, async (request, reply) => {
      const access = await authorize(request, { scope: SCOPE.upsertCredential, pool, now })
      const pushed = pushedIn(request)
      const done = await upsert({ access, pushed }, { world, verification })
      return reply
        .code(done === 'created' ? 201 : 200)
        .header('cache-control', 'no-store')
        .type(pushed.form === 'json' ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8')
        .send(pushed.content)
    })
  })
}

/** @throws AttestaError `request.media-type`, `badge-api.not-a-badge` */
function pushedIn({ headers, body }: FastifyRequest): Pushed {
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  const form = mediaType === 'text/plain' ? 'jws' : JSON_TYPES.has(mediaType) ? 'json' : undefined
  if (form === undefined) throw new AttestaError('request.media-type')
  const content = textOf(body).trim()
  // What is said to be a token must be one, and the other way round: the reader of documents takes either.
  if (content === '' || content.startsWith('{') !== (form === 'json')) throw new AttestaError('badge-api.not-a-badge')
  return { form, content }
}

function textOf(body: unknown): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body as Buffer | undefined)
  } catch (cause) {
    throw new AttestaError('badge-api.not-a-badge', {}, { cause })
  }
}
