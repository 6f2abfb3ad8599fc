import { createHash } from 'node:crypto'

/** Tokens, codes and session ids are kept by their hash: a read of the table opens nothing (security.md §2 row 37). */
export function hashOfToken(value: string): string {
  return createHash('sha256').update(value).digest('base64url')
}
