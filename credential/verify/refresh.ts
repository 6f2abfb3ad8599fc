import type { Evidence } from './evidence.ts'
import type { Statement } from './statement.ts'

/** Nobody whom the relying party trusts vouches for the issuer: its addresses are a stranger's. */
const STRANGER = new Set(['recognition.unknown-issuer', 'recognition.anchor-unknown'])

/**
 * The newer copy that the issuer hands out (1EdTech Credential Refresh), judged in place of the one that was given: once, after the proof
 * held, and only for an issuer whom somebody vouches for. The state of an act of ours is published for all, so that its issuer learns
 * nothing of who looks; its copy is refreshed when it is stale, and not before.
 */
export async function refresh({
  evidence,
  gather,
}: {
  readonly evidence: Evidence
  readonly gather: (bytes: Uint8Array) => Promise<Evidence>
}): Promise<Evidence | undefined> {
  const statement = evidence.examination?.statement
  if (statement?.refresh === undefined || evidence.tools.enclosure.depth > 0) return undefined
  const { now, fetch } = evidence.tools.world
  if (statement.renderingOf !== undefined && !isStale(statement, now)) return undefined
  const { recognised } = await evidence.chain(statement)
  if (recognised.step.outcome === 'failed' || STRANGER.has(recognised.step.code)) return undefined
  const { fetchDocument } = await import('./fetch-document.ts')
  const fetched = await fetchDocument({ url: statement.refresh, fetch }).catch(() => undefined)
  if (fetched?.status !== 200) return undefined
  const newer = await gather(fetched.bytes)
  return isNewer(newer.examination?.statement, statement) ? newer : undefined
}

function isStale({ copy, validUntil }: Statement, now: Date): boolean {
  return [copy.expiresAt, validUntil].some((end) => end !== undefined && end <= now)
}

/** The same document of the same issuer, and not an older one: whoever answers at the address must not put another in its place. */
function isNewer(newer: Statement | undefined, given: Statement): boolean {
  if (newer === undefined || newer.documentId !== given.documentId || newer.issuer.id !== given.issuer.id) return false
  if (newer.renderingOf !== given.renderingOf || newer.view.form !== given.view.form) return false
  return (newer.copy.issuedAt ?? newer.issuedAt) >= (given.copy.issuedAt ?? given.issuedAt)
}
