import type { WalletDocument } from '../../storage/events/fold.ts'
import { session } from '../session.svelte.ts'
import { verify } from './verify.ts'
import { wordOf } from './word-of.ts'

/** Often enough to be of today, seldom enough for a small data plan. */
const FRESH_MS = 60_000

export function isFresh({ result }: WalletDocument): boolean {
  return result !== undefined && Date.now() - Date.parse(result.asOf) < FRESH_MS
}

/**
 * Checks a document anew and remembers the answer. Where the network or a registry is silent nothing is learnt: then the last
 * answer stands, with its time. What the browser says of the network is not asked: a network that leads nowhere is one to it.
 *
 * @returns whether there was an answer
 */
export async function checkAgain({ id, sdJwt, result: last }: WalletDocument): Promise<boolean> {
  const result = await verify({ bytes: new TextEncoder().encode(sdJwt), mediaType: 'application/dc+sd-jwt' })
  const learnt = result.verdict !== 'unverifiable'
  const known = last !== undefined && last.verdict !== 'unverifiable'
  if (!learnt && known) return learnt
  const word = wordOf(result)
  const isNews = known && word !== wordOf(last)
  await session.append([
    { type: 'document.checked', documentId: id, result },
    ...(isNews ? [{ type: 'document.state', documentId: id, word } as const] : []),
  ])
  return learnt
}
