import { ProtocolError } from '../protocol-error.ts'
import { type KeyProof, type VerifyKeyProofInput, verifyKeyProof } from './verify-key-proof.ts'

/** All proofs of a request: every one must hold, and no key may come twice (OpenID4VCI 1.0 §8.3: one credential per key). */
export async function verifyKeyProofs({
  proofs,
  ...expected
}: { proofs: readonly string[] } & Omit<VerifyKeyProofInput, 'jwt'>): Promise<readonly KeyProof[]> {
  const verified = await Promise.all(proofs.map((jwt) => verifyKeyProof({ jwt, ...expected })))
  if (new Set(verified.map(({ thumbprint }) => thumbprint)).size < verified.length) {
    throw new ProtocolError('invalid_proof', 'Two proofs are by the same key')
  }
  return verified
}
