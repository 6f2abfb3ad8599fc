import type { Signer } from '../credential/crypto/port.ts'
import { AttestaError } from '../credential/errors.ts'
import type { StoredKey } from './key-files.ts'
import { type KeyState, stateOf } from './key-record.ts'
import { verifiedSignature } from './verified-signature.ts'

/** A signer that knows its window; it refuses to sign outside it. */
export interface OrgSigner extends Signer {
  readonly notBefore: Date
  readonly notAfter?: Date
  readonly state: KeyState
}

/** The signer of a stored key, for as long as the key is in use. */
export function orgSigner({ record, privateKey }: StoredKey, now: () => Date): OrgSigner {
  const { org, kid, alg, publicJwk, notBefore, notAfter } = record
  return {
    kid,
    alg,
    publicJwk,
    notBefore: new Date(notBefore),
    ...(notAfter === undefined ? {} : { notAfter: new Date(notAfter) }),
    state: stateOf(record, now()),
    async sign(data) {
      if (stateOf(record, now()) !== 'active') throw new AttestaError('keystore.no-key', { org })
      return verifiedSignature({ alg, privateKey, publicJwk, data })
    },
  }
}
