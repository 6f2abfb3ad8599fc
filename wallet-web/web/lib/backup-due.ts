import type { WalletState } from '../../storage/events/fold.ts'

/** A reminder after the first document, and again every five (web.md §3.2). */
const EVERY = 5

export function isBackupDue({ documents, lastBackup }: WalletState): boolean {
  if (documents.length === 0) return false
  const saved = lastBackup?.documents ?? 0
  return saved === 0 || documents.length - saved >= EVERY
}
