import { type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { crypto } from '#crypto'
import type { Algorithm, PublicJwk } from '../credential/crypto/port.ts'
import { AttestaError } from '../credential/errors.ts'

const signAsync = promisify<string | null, Uint8Array, { key: KeyObject; dsaEncoding: 'ieee-p1363' }, Buffer>(sign)

const DIGESTS: Readonly<Record<Algorithm, string | null>> = {
  ES256: 'sha256',
  ES384: 'sha384',
  ES512: 'sha512',
  RS256: 'sha256',
  EdDSA: null,
}

export interface VerifiedSignatureInput {
  readonly alg: Algorithm
  readonly privateKey: KeyObject
  readonly publicJwk: PublicJwk
  readonly data: Uint8Array
}

/**
 * Signs in the thread pool, and lets nothing leave that does not verify: a fault, a wrong key or a wrong encoding stops here (security.md §1.2).
 *
 * @throws AttestaError `keystore.bad-signature`
 */
export async function verifiedSignature({ alg, privateKey, publicJwk, data }: VerifiedSignatureInput): Promise<Uint8Array> {
  const signature = await signAsync(DIGESTS[alg], data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
  if (!(await crypto.verify({ alg, key: publicJwk, signature, data }))) throw new AttestaError('keystore.bad-signature')
  return new Uint8Array(signature)
}
