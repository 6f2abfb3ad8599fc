import { crypto } from '#crypto'

/** Open Badges 3.0 §B.1.14: `sha256$` and the hash in hex of the identity followed by the salt. */
export function identityHash({ identity, salt }: { identity: string; salt: string }): string {
  const digest = crypto.sha256(new TextEncoder().encode(identity + salt))
  return `sha256$${Array.from(digest, (octet) => octet.toString(16).padStart(2, '0')).join('')}`
}
