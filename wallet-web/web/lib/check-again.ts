import type { WalletDocument } from '../../storage/events/fold.ts'
import { session } from '../session.svelte.ts'
import { verify } from './verify.ts'

/** Often enough to be of today, seldom enough for a small data plan. */
const FRESH_MS = 60_000

export function isFresh({ result }: WalletDocument): boolean {
  return result !== undefined && Date.now() - Date.parse(result.asOf) < FRESH_MS
}

/**
 * Checks a document anew and remembers the answer. Without network nothing is learnt: then the last answer stands, with its time.
 */
export async function checkAgain({ id, sdJwt }: WalletDocument): Promise<void> {
  const result = await verify({ bytes: new TextEncoder().encode(sdJwt), mediaType: 'application/dc+sd-jwt' })
  if (result.verdict === 'unverifiable' && !navigator.onLine) return
  await session.append([{ type: 'document.checked', documentId: id, result }])
}
