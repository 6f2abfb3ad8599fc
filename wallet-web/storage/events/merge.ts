import type { WalletEvent } from './event.ts'

/**
 * Two copies of a wallet become one: the union by id, in order of time. So another tab, a restored backup and, later, another
 * device all need the same code.
 */
export function merge(...copies: readonly (readonly WalletEvent[])[]): readonly WalletEvent[] {
  const byId = new Map(copies.flat().map((event) => [event.id, event]))
  return compact([...byId.values()].sort(inTime))
}

/** Drops what later events made void: what was deleted is gone from the file too, and of checks, copies and files only the last remain. */
function compact(events: readonly WalletEvent[]): readonly WalletEvent[] {
  const deleted = new Map<string, string>()
  const lastCheck = new Map<string, string>()
  const lastCopy = new Map<string, string>()
  const lastFiles = new Map<string, string>()
  for (const event of events) {
    if (event.type === 'document.deleted') deleted.set(event.documentId, event.at)
    if (event.type === 'document.checked') lastCheck.set(event.documentId, event.id)
    if (event.type === 'document.files') lastFiles.set(event.documentId, event.id)
    if (event.type === 'document.received') lastCopy.set(event.document.id, event.id)
  }
  return events.filter((event) => {
    const subject = subjectOf(event)
    // A document may come back after it was deleted; what is older than the deletion does not.
    if (subject !== undefined && event.type !== 'document.deleted' && event.at <= (deleted.get(subject) ?? '')) return false
    if (event.type === 'document.checked') return lastCheck.get(event.documentId) === event.id
    if (event.type === 'document.files') return lastFiles.get(event.documentId) === event.id
    if (event.type === 'document.received') return lastCopy.get(event.document.id) === event.id
    return true
  })
}

function subjectOf(event: WalletEvent): string | undefined {
  if (event.type === 'document.received') return event.document.id
  return 'documentId' in event ? event.documentId : undefined
}

function inTime(a: WalletEvent, b: WalletEvent): number {
  return a.at === b.at ? a.id.localeCompare(b.id) : a.at < b.at ? -1 : 1
}
