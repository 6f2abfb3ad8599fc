import { crypto } from '#crypto'
import { hex } from './hex.ts'

/** Open Badges 3.0 §B.1.14: `sha256$` and the hash in hex of the identity followed by the salt. */
export function identityHash({ identity, salt }: { identity: string; salt: string }): string {
  return `sha256$${hex(crypto.sha256(new TextEncoder().encode(identity + salt)))}`
}
