import { AttestaError } from '../errors.ts'
import type { JsonObject } from '../json/index.ts'
import type { Disclosure } from './disclosure.ts'
import type { Placement } from './place-digests.ts'

export interface PlaceFlatInput {
  readonly payload: JsonObject
  readonly placements: readonly Placement[]
  readonly decoys: readonly string[]
  readonly plainOnly: ReadonlySet<string>
}

/**
 * The commonest payload: claims of one value, all disclosures at the top. In one pass, with the rules of a verifier that can matter there
 * (RFC 9901 §7.1); undefined for anything else, which goes the long way and to the same result.
 *
 * @throws AttestaError `sd-jwt.claim-collision`, `sd-jwt.plain-claim-disclosed`, `sd-jwt.digest-repeated`
 */
export function placeFlat({ payload, placements, decoys, plainOnly }: PlaceFlatInput): JsonObject | undefined {
  for (const name in payload) if (typeof payload[name] === 'object' || name.startsWith('_sd') || name === '...') return undefined
  const names = new Set<string>()
  const digests: string[] = []
  for (const placement of placements) {
    if ('disclosure' in placement || !isFlat(placement)) return undefined
    const { name, digest } = placement
    if (Object.hasOwn(payload, name)) throw new AttestaError('sd-jwt.claim-collision')
    if (plainOnly.has(name)) throw new AttestaError('sd-jwt.plain-claim-disclosed', { claim: name })
    names.add(name)
    digests.push(digest)
  }
  if (names.size !== placements.length) throw new AttestaError('sd-jwt.claim-collision')
  if (digests.length + decoys.length === 0) return undefined
  const all = [...digests, ...decoys].sort()
  for (let index = 1; index < all.length; index++) if (all[index] === all[index - 1]) throw new AttestaError('sd-jwt.digest-repeated')
  return { ...payload, _sd: all, _sd_alg: 'sha-256' }
}

function isFlat(disclosure: Disclosure): disclosure is Disclosure & { readonly name: string } {
  return disclosure.name !== undefined && typeof disclosure.value !== 'object'
}
