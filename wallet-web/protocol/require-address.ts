import { AttestaError, type ErrorCode } from '../../credential/errors.ts'
import type { ProtocolWorld } from './world.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * An address that the wallet may call: https without user name or password; in the demo also http to this machine.
 *
 * @throws AttestaError `code`
 */
export function requireAddress(text: unknown, { code, world }: { code: ErrorCode; world: Pick<ProtocolWorld, 'allowLoopbackHttp'> }): URL {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || url.username !== '' || url.password !== '') throw new AttestaError(code)
  const local = world.allowLoopbackHttp && url.protocol === 'http:' && LOOPBACK.has(url.hostname)
  if (url.protocol !== 'https:' && !local) throw new AttestaError(code)
  return url
}
