import type { World } from '../../../credential/verify/world.ts'

const CACHE = 'registers'
const KEPT_AT = 'x-kept-at'
const MOST = 200
/** What was said longer ago says nothing of the present, and little of yesterday: it is as if nobody had answered. */
const DAY_MS = 24 * 60 * 60 * 1000
export const LONGEST_KEPT_DAYS = 30

/** What registries publish for everybody: keys, chains of authority, lists of states. A document of a person is asked for by other names and is never kept. */
const PUBLIC = new Set([
  'application/did+json, application/json',
  'application/vc+jwt',
  'application/statuslist+jwt',
  'application/vc, application/vc+jwt',
  'application/attesta-withdrawals+jwt',
  'application/attesta-status-changes+jwt',
])

export interface KeptAnswers {
  readonly fetch: World['fetch']
  /** When the oldest of those answers was given that stood in for a registry out of reach; undefined when all were asked now. */
  readonly oldest: () => string | undefined
}

/** Asks the network and keeps what registries said; where they cannot be reached, what they said last, and since when that is known. */
export function keptAnswers({ ask, now }: { ask: World['fetch']; now: Date }): KeptAnswers {
  let oldest: string | undefined
  return {
    oldest: () => oldest,
    async fetch(url, init) {
      const accept = init?.headers?.accept ?? ''
      if (!PUBLIC.has(accept)) return ask(url, init)
      const name = `/registers?${new URLSearchParams({ accept, url })}`
      const cache = await globalThis.caches?.open(CACHE).catch((): undefined => undefined)
      try {
        const answer = await ask(url, init)
        if (cache !== undefined && answer.status === 200) await keep({ cache, name, answer: answer.clone(), now }).catch(() => undefined)
        return answer
      } catch (error) {
        const kept = await cache?.match(name)
        const at = kept?.headers.get(KEPT_AT)
        if (kept === undefined || typeof at !== 'string' || isTooOld(at, now)) throw error
        if (oldest === undefined || at < oldest) oldest = at
        return kept
      }
    },
  }
}

export function isTooOld(keptAt: string, now: Date): boolean {
  return !(now.getTime() - Date.parse(keptAt) < LONGEST_KEPT_DAYS * DAY_MS)
}

async function keep({ cache, name, answer, now }: { cache: Cache; name: string; answer: Response; now: Date }): Promise<void> {
  const bytes = await answer.arrayBuffer()
  await cache.put(name, new Response(bytes, { headers: { [KEPT_AT]: now.toISOString() } }))
  const names = await cache.keys()
  await Promise.all(names.slice(0, Math.max(0, names.length - MOST)).map((older) => cache.delete(older)))
}
