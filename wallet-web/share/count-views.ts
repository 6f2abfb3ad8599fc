import { AttestaError } from '../../credential/errors.ts'
import { requireAddress } from '../protocol/require-address.ts'
import { jsonOf, send } from '../protocol/send.ts'
import type { ProtocolWorld } from '../protocol/world.ts'

/**
 * How often a link was opened, from where its copy lies. What leaves is what switching it off sends too: the link's id and the
 * token that proves whose it is.
 *
 * @throws AttestaError `share.unknown` when the service has forgotten the link, `share.not-counted`, `wallet.unreachable`
 */
export async function countViews({
  endpoint,
  revokeToken,
  world,
}: {
  endpoint: string
  revokeToken: string
  world: ProtocolWorld
}): Promise<number> {
  const url = requireAddress(endpoint, { code: 'share.not-counted', world })
  const answer = await send({ url, headers: { accept: 'application/json', 'x-revoke-token': revokeToken }, world })
  if (answer.status === 404) throw new AttestaError('share.unknown')
  const views = answer.ok ? jsonOf(answer)?.views : undefined
  if (typeof views !== 'number' || !Number.isSafeInteger(views) || views < 0) throw new AttestaError('share.not-counted')
  return views
}
