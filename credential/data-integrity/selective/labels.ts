import { crypto } from '#crypto'
import { encode } from '../../base64url.ts'
import type { SelectiveSuite } from '../suites.ts'
import type { Labels } from './statements.ts'

const utf8 = new TextEncoder()

/**
 * Names of blank nodes that tell nothing of what was left out. ecdsa-sd-2023 takes the keyed hash itself (vc-di-ecdsa §3.4.4), bbs-2023 its
 * place among all of them, so that two copies cannot be linked by it (vc-di-bbs §3.2.2).
 */
export function hiddenLabels({ suite, hmacKey }: { suite: SelectiveSuite; hmacKey: Uint8Array }): (canonical: readonly string[]) => Labels {
  return (canonical) => {
    const hashed = canonical.map((name) => [name, `u${encode(crypto.hmacSha256({ key: hmacKey, data: utf8.encode(name) }))}`] as const)
    if (suite === 'ecdsa-sd-2023') return new Map(hashed)
    const order = hashed.map(([, hash]) => hash).sort()
    return new Map(hashed.map(([name, hash]) => [name, `b${order.indexOf(hash)}`]))
  }
}
