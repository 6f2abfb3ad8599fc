import { AttestaError } from '../errors.ts'
import type { World } from '../verify/world.ts'
import type { DidDocument } from './document.ts'
import { resolveJwk } from './jwk.ts'
import { resolveKey } from './key.ts'
import { resolveWeb } from './web.ts'

/** DID Core §3.1, without paths, queries and fragments. */
const DID = /^did:([a-z0-9]+):[A-Za-z0-9._:%-]+$/
const MAX_CHARACTERS = 4096

/**
 * The keys of a DID: did:web (looked up by `world.fetch`), did:jwk and did:key (nothing is looked up).
 *
 * @throws AttestaError `did.unreachable` when the registry cannot be asked (then nothing is proven either way); other `did.*`
 *   and `jwk.*` when the identifier or its document is wrong
 */
export async function resolveDid(did: string, world: Pick<World, 'fetch' | 'limits'>): Promise<DidDocument> {
  const method = did.length > MAX_CHARACTERS ? undefined : DID.exec(did)?.[1]
  if (method === undefined) throw new AttestaError('did.malformed')
  switch (method) {
    case 'web':
      return resolveWeb(did, world)
    case 'jwk':
      return resolveJwk(did)
    case 'key':
      return resolveKey(did)
    default:
      throw new AttestaError('did.method-unsupported')
  }
}
