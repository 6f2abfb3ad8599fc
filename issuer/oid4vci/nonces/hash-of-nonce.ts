import { createHash } from 'node:crypto'

/** A nonce for one use is none for the other. */
export type NonceUse = 'key-proof' | 'dpop'

export function hashOfNonce({ use, nonce }: { use: NonceUse; nonce: string }): Buffer {
  return createHash('sha256').update(`${use} `).update(nonce).digest()
}
