import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AttestaError } from '../../credential/errors.ts'
import { ROLES } from '../auth/actor.ts'
import { sessionSecretOf } from '../auth/cookies.ts'
import { findSession, sessionOf } from '../auth/guard.ts'
import { type Membership, switchRole } from '../auth/session.ts'
import type { Database } from '../db/database.ts'
import { id, jsonSchema } from './json-schema.ts'

const switchBody = z.strictObject({ role: z.enum(ROLES), organisation: id })

/**
 * Who is logged in and what they may be; `null` for nobody, which is an answer: a page asks before it knows, and a refusal would
 * stand as an error in every visitor's console.
 */
export function whoAmIRoute(app: FastifyInstance, { db, now, demo }: { db: Database; now: () => Date; demo: 'demo' | 'production' }): void {
  app.get('/api/me', async (request, reply) => {
    reply.header('cache-control', 'no-store').type('application/json; charset=utf-8')
    const session = await findSession(request, { db, now })
    if (session === undefined) return reply.send('null')
    const { account, memberships, active, csrf } = session
    return { person: account, roles: memberships.map(view), active: active && view(active), csrf, demo: demo === 'demo' }
  })
}

/** Being something else. */
export function switchRoleRoute(app: FastifyInstance, { db }: { db: Database }): void {
  app.post<{ Body: z.infer<typeof switchBody> }>('/api/me/active', { schema: { body: jsonSchema(switchBody) } }, async (request) => {
    const { role, organisation } = request.body
    const { memberships } = sessionOf(request)
    const membership = memberships.find((candidate) => candidate.role === role && candidate.organisation.id === organisation)
    if (membership === undefined) throw new AttestaError('auth.role-unknown')
    await switchRole({ secret: sessionSecretOf(request) ?? '', membership }, db)
    return view(membership)
  })
}

function view({ role, organisation: { id, slug, name, kind } }: Membership) {
  return { role, organisation: { id, slug, name, kind } }
}
