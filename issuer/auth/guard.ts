import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AttestaError } from '../../credential/errors.ts'
import type { Database } from '../db/database.ts'
import { sitDown, takeSeat } from '../db/desk.ts'
import type { Actor } from './actor.ts'
import { sessionSecretOf } from './cookies.ts'
import { actorOf, readSession, type Session } from './session.ts'

declare module 'fastify' {
  interface FastifyRequest {
    attestaSession: Session | null
  }
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Closes a set of routes to whoever has no session, and its writes to other sites: the token of the session in `x-csrf-token`,
 * and an `Origin`, where the browser sends one, that is ours (security.md §2 row 47).
 */
export function guard(app: FastifyInstance, { db, now, issuerUrl }: { db: Database; now: () => Date; issuerUrl: string }): void {
  const ours = new URL(issuerUrl).origin
  app.decorateRequest('attestaSession', null)
  // With a callback: what an async hook enters, it leaves when it returns.
  app.addHook('onRequest', (_request, _reply, done) => takeSeat(done))
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store')
    const session = await findSession(request, { db, now })
    if (session === undefined) throw new AttestaError('auth.required')
    if (!READS.has(request.method)) {
      const { origin } = request.headers
      const foreign = origin !== undefined && origin !== ours
      if (foreign || request.headers['x-csrf-token'] !== session.csrf) throw new AttestaError('auth.csrf')
    }
    request.attestaSession = session
    if (session.active !== undefined) sitDown(session.active.organisation.id)
  })
}

/** The session that a request belongs to, if any. */
export async function findSession(request: FastifyRequest, { db, now }: { db: Database; now: () => Date }): Promise<Session | undefined> {
  const secret = sessionSecretOf(request)
  return secret === undefined ? undefined : readSession({ secret, at: now() }, db)
}

export function sessionOf(request: FastifyRequest): Session {
  if (request.attestaSession === null) throw new AttestaError('auth.required')
  return request.attestaSession
}

/** @throws AttestaError `auth.no-role` for somebody who is logged in and is nothing yet */
export function actorIn(request: FastifyRequest): Actor {
  const actor = actorOf(sessionOf(request))
  if (actor === undefined) throw new AttestaError('auth.no-role')
  return actor
}

/** @throws AttestaError `idempotency.key` */
export function idempotencyKeyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !/^[\x21-\x7e]{8,200}$/.test(key)) throw new AttestaError('idempotency.key')
  return key
}
