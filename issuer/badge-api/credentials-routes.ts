import type { FastifyInstance } from 'fastify'
import { authorize } from './authorize.ts'
import type { BadgeApiDeps } from './deps.ts'
import { listBadges } from './list-badges.ts'
import { PATHS } from './paths.ts'
import { linksOf, readPage } from './read-page.ts'
import { SCOPE } from './scopes.ts'

/** The badges of the person who let a platform in (Open Badges 3.0 §6.2.2, §6.2.3). */
export function credentialsRoutes(app: FastifyInstance, { world, pool, now, config: { issuerUrl } }: BadgeApiDeps): void {
  app.get(PATHS.credentials, { schema: { hide: true } }, async (request, reply) => {
    const { holder } = await authorize(request, { scope: SCOPE.readCredentials, pool, now })
    const page = readPage(request.query)
    const { total, documents, tokens } = await listBadges({ holder, page }, world)
    // Texts are put in as they are kept: a badge whose numbers were written anew would be another one to whoever compares bytes.
    const body = `{"credential":[${documents.join(',')}],"compactJwsString":${JSON.stringify(tokens)}}`
    return reply
      .headers({ 'cache-control': 'no-store', 'x-total-count': String(total), link: linksOf({ page, total, issuerUrl }) })
      .type('application/json; charset=utf-8')
      .send(body)
  })
}
