import { md5 } from '@noble/hashes/legacy.js'
import { hex } from './hex.ts'
import { identityHash } from './identity-hash.ts'

export interface IsIdentityInput {
  readonly identity: { readonly hashed: boolean; readonly identityHash: string; readonly salt?: string | undefined }
  /** An e-mail address, a code, a name. */
  readonly known: string
}

/**
 * Is somebody who is known to the relying party the one that a badge names? A hash by MD5, which the standard still allows
 * (Open Badges 3.0 §B.1.14), is compared and never written: it hides an address no worse than SHA-256 does, and proves nothing.
 */
export function isIdentity({ identity, known }: IsIdentityInput): boolean {
  const { hashed, identityHash: written, salt = '' } = identity
  const [algorithm = ''] = written.split('$', 1)
  return spellings(known).some((spelling) => {
    if (!hashed) return spelling.toLowerCase() === written.trim().toLowerCase()
    if (algorithm === 'sha256') return identityHash({ identity: spelling, salt }) === written.toLowerCase()
    if (algorithm === 'md5') return `md5$${hex(md5(new TextEncoder().encode(spelling + salt)))}` === written.toLowerCase()
    return false
  })
}

/** As it was given, and as addresses and codes are usually written. */
function spellings(known: string): readonly string[] {
  const text = known.trim()
  return [...new Set([known, text, text.toLowerCase(), text.toUpperCase()])]
}
