import type { VerificationResult } from '../../../credential/verify/check.ts'
import type { BackupSaved, DocumentShown, DocumentStateSeen, HeldDocument, HeldFile, ShareMade, WalletEvent } from './event.ts'

export interface WalletDocument extends HeldDocument {
  readonly receivedAt: string
  /** The last check; there is one from the moment it came. */
  readonly result?: VerificationResult
  /** The other forms that the issuer gave with it; none where it gave none or they did not arrive. */
  readonly files: readonly HeldFile[]
  /** The newest first. */
  readonly history: readonly HistoryEntry[]
}

export type HistoryEntry =
  | DocumentShown
  | DocumentStateSeen
  | (ShareMade & { readonly revokedAt?: string })
  | { readonly type: 'received'; readonly at: string }

export interface WalletState {
  /** The newest first. */
  readonly documents: readonly WalletDocument[]
  readonly lastBackup?: BackupSaved
}

/** What the events come to, in their merged order. */
export function fold(events: readonly WalletEvent[]): WalletState {
  const revoked = new Map(events.flatMap((event) => (event.type === 'share.revoked' ? [[event.shareId, event.at] as const] : [])))
  const documents = events.flatMap((event) =>
    event.type === 'document.received' ? [documentOf(event.document, event.at, { events, revoked })] : [],
  )
  const lastBackup = events.findLast((event) => event.type === 'backup.saved')
  return { documents: documents.reverse(), ...(lastBackup?.type === 'backup.saved' ? { lastBackup } : {}) }
}

interface Books {
  readonly events: readonly WalletEvent[]
  readonly revoked: ReadonlyMap<string, string>
}

function documentOf(document: HeldDocument, receivedAt: string, { events, revoked }: Books): WalletDocument {
  const check = events.findLast((event) => event.type === 'document.checked' && event.documentId === document.id)
  const came = events.findLast((event) => event.type === 'document.files' && event.documentId === document.id)
  const history = events.flatMap((event): HistoryEntry[] => {
    if (!('documentId' in event) || event.documentId !== document.id) return []
    if (event.type === 'document.shown' || event.type === 'document.state') return [event]
    if (event.type !== 'share.made') return []
    const revokedAt = revoked.get(event.shareId)
    return [revokedAt === undefined ? event : { ...event, revokedAt }]
  })
  return {
    ...document,
    receivedAt,
    files: came?.type === 'document.files' ? came.files : [],
    ...(check?.type === 'document.checked' ? { result: check.result } : {}),
    history: [{ type: 'received' as const, at: receivedAt }, ...history].reverse(),
  }
}
