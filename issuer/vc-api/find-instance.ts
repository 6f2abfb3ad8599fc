import { createHash, timingSafeEqual } from 'node:crypto'
import { AttestaError } from '../../credential/errors.ts'
import type { ApiInstance } from './instance.ts'

/**
 * The instance of that name, for whoever holds its token.
 *
 * @throws AttestaError `vc-api.instance-unknown`, `vc-api.token`
 */
export function findInstance(
  all: readonly ApiInstance[],
  { name, authorization = '' }: { name: string; authorization?: string | undefined },
): ApiInstance {
  const instance = all.find((known) => known.name === name)
  if (instance === undefined) throw new AttestaError('vc-api.instance-unknown')
  assertToken(instance, authorization)
  return instance
}

/** @throws AttestaError `vc-api.token` */
export function assertToken({ tokenHash }: ApiInstance, authorization: string): void {
  if (tokenHash === undefined) return
  const given = createHash('sha256')
    .update(authorization.replace(/^Bearer /i, ''))
    .digest()
  if (!timingSafeEqual(given, tokenHash)) throw new AttestaError('vc-api.token')
}
