import '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { AttestaError } from '../../credential/errors.ts'
import { ROLES } from '../auth/actor.ts'
import { SESSION_COOKIE, sessionOf } from '../auth/guard.ts'
import { type Membership, switchRole } from '../auth/session.ts'
import type { Database } from '../db/database.ts'
import { id, jsonSchema } from './json-schema.ts'

const switchBody = z.strictObject({ role: z.enum(ROLES), organisation: id })

/** Who is logged in, what they may be, and being something else. */
export function meRoutes(app: FastifyInstance, { db, demo }: { db: Database; demo: 'demo' | 'production' }): void {
  app.get('/api/me', async (request) => {
    const { account, memberships, active, csrf } = sessionOf(request)
    return { person: account, roles: memberships.map(view), active: active && view(active), csrf, demo: demo === 'demo' }
  })

  app.post<{ Body: z.infer<typeof switchBody> }>('/api/me/active', { schema: { body: jsonSchema(switchBody) } }, async (request) => {
    const { role, organisation } = request.body
    const { memberships } = sessionOf(request)
    const membership = memberships.find((candidate) => candidate.role === role && candidate.organisation.id === organisation)
    if (membership === undefined) throw new AttestaError('auth.role-unknown')
    await switchRole({ secret: request.cookies[SESSION_COOKIE] ?? '', membership }, db)
    return view(membership)
  })
}

function view({ role, organisation: { id, slug, name, kind } }: Membership) {
  return { role, organisation: { id, slug, name, kind } }
}
