import { type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { crypto } from '#crypto'
import type { Signer } from '../credential/crypto/port.ts'
import { AttestaError } from '../credential/errors.ts'
import type { StoredKey } from './key-files.ts'
import { type KeyState, stateOf } from './key-record.ts'

/** A signer that knows its window; it refuses to sign outside it. */
export interface OrgSigner extends Signer {
  readonly notBefore: Date
  readonly notAfter?: Date
  readonly state: KeyState
}

const signAsync = promisify<string | null, Uint8Array, { key: KeyObject; dsaEncoding: 'ieee-p1363' }, Buffer>(sign)

/** Signs in the thread pool, and lets nothing leave that does not verify: a fault, a wrong key or a wrong encoding stops here (security.md §1.2). */
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
      const signature = await signAsync(alg === 'ES256' ? 'sha256' : null, data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
      if (!(await crypto.verify({ alg, key: publicJwk, signature, data }))) throw new AttestaError('keystore.bad-signature')
      return new Uint8Array(signature)
    },
  }
}
