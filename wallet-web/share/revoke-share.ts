import { AttestaError } from '../../credential/errors.ts'
import { requireAddress } from '../protocol/require-address.ts'
import { send } from '../protocol/send.ts'
import type { ProtocolWorld } from '../protocol/world.ts'

/**
 * Switches a link off: the copy is wiped at once. A link that the server no longer knows is off as well.
 *
 * @throws AttestaError `share.not-revoked`, `wallet.unreachable`
 */
export async function revokeShare({
  endpoint,
  revokeToken,
  world,
}: {
  endpoint: string
  revokeToken: string
  world: ProtocolWorld
}): Promise<void> {
  const url = requireAddress(endpoint, { code: 'share.not-revoked', world })
  const body = JSON.stringify({ revokeToken })
  const answer = await send({ url, method: 'DELETE', headers: { 'content-type': 'application/json' }, body, world })
  if (!answer.ok && answer.status !== 404) throw new AttestaError('share.not-revoked')
}
