import type { FastifyInstance } from 'fastify'
import { authorize } from './authorize.ts'
import type { BadgeApiDeps } from './deps.ts'
import { PATHS } from './paths.ts'
import { readProfile, writeProfile } from './profile.ts'
import { SCOPE } from './scopes.ts'

/** Who the person is, for a platform that the person lets in (Open Badges 3.0 §6.2.4, §6.2.5). */
export function profileRoutes(app: FastifyInstance, { world: { db }, pool, now }: BadgeApiDeps): void {
  app.get(PATHS.profile, { schema: { hide: true } }, async (request, reply) => {
    const { holder } = await authorize(request, { scope: SCOPE.readProfile, pool, now })
    return reply.header('cache-control', 'no-store').send(await readProfile({ holderId: holder.id }, db))
  })

  app.put(PATHS.profile, { schema: { hide: true } }, async (request, reply) => {
    const { holder } = await authorize(request, { scope: SCOPE.updateProfile, pool, now })
    return reply.header('cache-control', 'no-store').send(await writeProfile({ holderId: holder.id, given: request.body }, db))
  })
}
