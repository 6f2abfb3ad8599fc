import { crypto } from '#crypto'
import type { PublicJwk } from '../crypto/port.ts'
import { canonicalize } from '../json/index.ts'

/** RFC 7638: SHA-256 over the required members in lexicographic order. Two keys never share it (security.md §1.4). */
export function thumbprint({ kty, crv, x, y, n, e }: PublicJwk): string {
  const required = kty === 'RSA' ? { e, kty, n } : kty === 'OKP' ? { crv, kty, x } : { crv, kty, x, y }
  const members = Object.entries(required).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
  return crypto.hashText({ hash: 'sha-256', text: canonicalize(Object.fromEntries(members)) })
}
