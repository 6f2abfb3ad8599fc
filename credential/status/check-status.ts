import { issuerKeys } from '../chain/index.ts'
import { isObject, type JsonValue } from '../json/index.ts'
import type { World } from '../verify/world.ts'
import { checkRevocationList } from './check-revocation-list.ts'
import { checkTokenStatus } from './check-token-status.ts'
import type { StatusQuestion, StatusResult } from './status.ts'

/**
 * Looks one reference up: a `BitstringStatusListEntry`, or the `status_list` of an SD-JWT VC's `status`. With `issuer`, the list
 * must be that issuer's; without, it must be signed by whoever it says. Resolves for every answer, also when there is none.
 */
export function checkStatus(entry: JsonValue, world: World, { issuer }: { readonly issuer?: string } = {}): Promise<StatusResult> {
  return lookUpStatus(entry, { world, keys: issuerKeys(world), ...(issuer === undefined ? {} : { issuer }) })
}

/** As `checkStatus`, with keys that were looked up already. */
export async function lookUpStatus(entry: JsonValue, question: StatusQuestion): Promise<StatusResult> {
  if (!isObject(entry)) return { step: { outcome: 'failed', code: 'status.malformed', facts: {} } }
  if (entry.status_list !== undefined) return checkTokenStatus(entry.status_list, question)
  if (entry.uri !== undefined) return checkTokenStatus(entry, question)
  if (entry.type === '1EdTechRevocationList') return checkRevocationList(entry.id, question)
  if (entry.type === 'RevocationList' || entry.type === 'HostedBadge') {
    const { checkHostedBadge2, checkSignedBadge2 } = await import('./check-open-badge-2.ts')
    return entry.type === 'HostedBadge' ? checkHostedBadge2(entry.id, question) : checkSignedBadge2(entry.id, question)
  }
  if (entry.type !== 'BitstringStatusListEntry') return { step: { outcome: 'not-checked', code: 'status.unsupported', facts: {} } }
  // JSON-LD is heavy, and whoever shows an SD-JWT VC never needs it.
  const { checkBitstringStatus } = await import('./check-bitstring-status.ts')
  return checkBitstringStatus(entry, question)
}
