import { revokeShare } from '../../share/revoke-share.ts'
import type { WalletDocument } from '../../storage/events/fold.ts'
import { session } from '../session.svelte.ts'
import { protocolWorld } from './world.ts'

/**
 * Takes a document out of the wallet for good. Its links are switched off first, while their tokens are still known; one that
 * cannot be reached now ends by its own date.
 */
export async function deleteDocument({ id, history }: WalletDocument): Promise<void> {
  const world = await protocolWorld()
  const on = history.flatMap((entry) =>
    entry.type === 'share.made' && entry.revokedAt === undefined && new Date(entry.expiresAt) > world.now() ? [entry] : [],
  )
  await Promise.allSettled(on.map(({ endpoint, revokeToken }) => revokeShare({ endpoint, revokeToken, world })))
  await session.append([{ type: 'document.deleted', documentId: id }])
}
