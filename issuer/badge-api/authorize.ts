import type { FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { AttestaError } from '../../credential/errors.ts'
import { type Access, findAccess } from './find-access.ts'
import type { Scope } from './scopes.ts'

const BEARER = /^Bearer ([A-Za-z0-9._~+/-]{1,500}=*)$/i

/**
 * Whom a request is made for. The token is read from the header alone (RFC 6750 §2.1): in an address it would be kept by every proxy.
 *
 * @throws AttestaError `badge-api.no-token`, `badge-api.token`, `badge-api.scope`
 */
export async function authorize(
  request: FastifyRequest,
  { scope, pool, now }: { scope: Scope; pool: Pool; now: () => Date },
): Promise<Access> {
  const { authorization } = request.headers
  if (authorization === undefined) throw new AttestaError('badge-api.no-token')
  const token = BEARER.exec(authorization)?.[1]
  const access = token === undefined ? undefined : await findAccess({ token, pool, at: now() })
  if (access === undefined) throw new AttestaError('badge-api.token')
  if (!access.scopes.has(scope)) throw new AttestaError('badge-api.scope')
  return access
}
