import { revokeShare } from '../../share/revoke-share.ts'
import { session } from '../session.svelte.ts'
import { protocolWorld } from './world.ts'

/** Switches a link off and writes it down. */
export async function switchOff({
  shareId,
  endpoint,
  revokeToken,
}: {
  shareId: string
  endpoint: string
  revokeToken: string
}): Promise<void> {
  await revokeShare({ endpoint, revokeToken, world: await protocolWorld() })
  await session.append([{ type: 'share.revoked', shareId }])
}
