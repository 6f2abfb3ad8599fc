import type { Authority } from '../attestation/attestation.ts'
import { didWebUrl } from '../did/index.ts'
import { readStream } from '../read-stream.ts'
import type { World } from '../verify/world.ts'
import { sha256 } from './compose.ts'
import { type CodeContent, PARTS } from './content.ts'

const MAX_BYTES = 64 * 1024

export interface FoundAuthority {
  readonly authority: { readonly [Part in keyof Authority]?: string }
  /** Whether one of them is neither known beforehand nor could be had: then nobody can tell. */
  readonly isWhole: boolean
}

/**
 * The credentials that a code names by digest: those that the verifier knows beforehand, and the rest from the body that issued. Whoever
 * hands them over, they are the ones that were signed for.
 */
export async function fetchAuthority({ body, authority }: CodeContent, world: World): Promise<FoundAuthority> {
  const known = new Map((world.trust.recognitions ?? []).map((credential) => [sha256(credential), credential]))
  const found = await Promise.all(
    PARTS.map(async (part) => {
      const digest = authority[part]
      if (digest === undefined) return undefined
      return { part, credential: known.get(digest) ?? (await fetchOne({ did: body.id, digest, world })) }
    }),
  )
  const named = found.filter((entry) => entry !== undefined)
  return {
    authority: Object.fromEntries(named.flatMap(({ part, credential }) => (credential === undefined ? [] : [[part, credential]]))),
    isWhole: named.every(({ credential }) => credential !== undefined),
  }
}

async function fetchOne({ did, digest, world }: { did: string; digest: string; world: World }): Promise<string | undefined> {
  try {
    const url = didWebUrl({ did, allowLoopbackHttp: world.limits?.allowLoopbackHttp }).replace(/did\.json$/, `authority/${digest}`)
    const { status, redirected, body: stream } = await world.fetch(url, { headers: { accept: 'application/vc+jwt' } })
    if (status !== 200 || redirected || stream === null) return undefined
    const bytes = await readStream({ stream, maxBytes: MAX_BYTES, broken: asError, tooLarge: asError })
    const credential = new TextDecoder().decode(bytes)
    return sha256(credential) === digest ? credential : undefined
  } catch {
    return undefined
  }
}

function asError(cause?: unknown): Error {
  return cause instanceof Error ? cause : new Error('the credential could not be read')
}
