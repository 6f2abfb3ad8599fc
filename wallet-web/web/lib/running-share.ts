import type { Share } from '../../share/make-share.ts'
import type { WalletDocument } from '../../storage/events/fold.ts'

/** The QR that is still being shown to somebody here: a reload or a lock must not make its owner begin anew. */
export function runningShare({ history }: WalletDocument, now = new Date()): Share | undefined {
  for (const entry of history) {
    if (entry.type !== 'share.made' || entry.way !== 'here' || entry.revokedAt !== undefined) continue
    const { shareId: id, url: link, endpoint, revokeToken, expiresAt, maxViews } = entry
    if (new Date(expiresAt) > now) return { id, link, endpoint, revokeToken, expiresAt, maxViews }
  }
  return undefined
}
