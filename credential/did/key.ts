import { AttestaError } from '../errors.ts'
import type { DidDocument } from './document.ts'
import { decodeMultikey } from './multikey.ts'

/**
 * did:key of Ed25519, P-256, P-384 or BLS12-381 G2. The fragment repeats the key, so it names the method. No encryption key is derived: nothing
 * here is encrypted to a DID.
 *
 * @throws AttestaError `did.malformed`, `did.key-length`
 */
export function resolveKey(did: string): DidDocument {
  const multikey = did.slice('did:key:'.length)
  if (!/^z[A-Za-z0-9]+$/.test(multikey)) throw new AttestaError('did.malformed')
  const key = decodeMultikey(multikey)
  return {
    id: did,
    verificationMethods: [{ id: `${did}#${multikey}`, key, window: {}, purposes: ['assertionMethod', 'authentication'] }],
  }
}
