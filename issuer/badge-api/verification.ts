import type { World } from '../../credential/verify/index.ts'
import type { Config } from '../../http/config.ts'
import { guardedFetch } from '../../http/guarded-fetch.ts'

/** No badge in the vectors of anybody has a tenth of it, pictures included. */
export const BADGE_BYTES = 256 * 1024

/** How badges of others are verified here. Whom the Region recognises is no question: they are shown as somebody else's. */
export function verificationOf(
  { issuerUrl, demo }: Pick<Config, 'issuerUrl' | 'demo'>,
  { timeoutMs }: { timeoutMs?: number } = {},
): Omit<World, 'now'> {
  return {
    fetch: guardedFetch({
      allowLoopbackHttp: demo,
      ownOrigins: demo ? [issuerUrl] : [],
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    }),
    trust: { issuers: [], sealRoots: [] },
    limits: { maxBytes: BADGE_BYTES, allowLoopbackHttp: demo },
  }
}

/** While a person waits for a page, whoever does not answer at once is asked another time. */
export const SOON_MS = 2_000
