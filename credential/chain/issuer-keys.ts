import type { PublicJwk } from '../crypto/port.ts'
import { type DidDocument, decodeMultikey, encodeMultikey, keyOf, resolveDid } from '../did/index.ts'
import { AttestaError } from '../errors.ts'
import { readPublicJwk, thumbprint } from '../jose/index.ts'
import { parseDateTime } from '../time.ts'
import type { TrustedIssuer, World } from '../verify/world.ts'
import type { KeyLookup } from './open-seal.ts'

export interface KeyUse {
  readonly issuer: string
  /** As the signature names it; without one the issuer must have a single key. */
  readonly kid?: string
  readonly at: Date
}

export interface FoundKey {
  readonly key: PublicJwk
  /** Set when the key is the issuer's, but could not be used then. */
  readonly problem?: AttestaError
}

/** The keys of issuers in one verification: every registry is asked once, whoever needs it. */
export interface IssuerKeys {
  /** @throws AttestaError `did.*`, `issuer-key.*` when there is no such key at all */
  readonly find: (use: KeyUse) => Promise<FoundKey>
  /** As `find`, but a key that could not be used is refused too. */
  readonly lookup: KeyLookup
}

export function issuerKeys({ trust, now, fetch, limits = {} }: World): IssuerKeys {
  const documents = new Map<string, Promise<DidDocument>>()

  function documentOf(did: string): Promise<DidDocument> {
    const known = documents.get(did) ?? resolveDid(did, { fetch, limits })
    documents.set(did, known)
    return known
  }

  async function find(use: KeyUse): Promise<FoundKey> {
    const entries = trust.issuers.filter(({ id }) => id === use.issuer)
    const found = entries.some(({ publicKeys }) => publicKeys !== undefined) ? configured(entries, use) : await published(use)
    // Who holds a stolen key writes any date, so the date that the document bears does not count (security.md §1.4).
    const stolen = entries.some(({ compromisedAt }) => compromisedAt !== undefined && now >= stolenFrom(compromisedAt))
    return stolen ? { ...found, problem: new AttestaError('issuer-key.compromised') } : found
  }

  async function published({ issuer, kid, at }: KeyUse): Promise<FoundKey> {
    if (!issuer.startsWith('did:')) throw new AttestaError('issuer-key.unpublished')
    const document = await documentOf(issuer)
    const id = kid === undefined ? onlyMethod(document) : kid.startsWith('#') ? `${issuer}${kid}` : kid
    // The key must be the issuer's own (security.md §2 row 3).
    if (!id.startsWith(`${issuer}#`)) throw new AttestaError('issuer-key.foreign')
    try {
      return { key: keyOf(document, id, { at, purpose: 'assertionMethod' }).key }
    } catch (error) {
      const method = document.verificationMethods.find((known) => known.id === id)
      if (method === undefined || !(error instanceof AttestaError)) throw error
      return { key: method.key, problem: error }
    }
  }

  async function lookup(use: KeyUse): Promise<PublicJwk> {
    // Nothing was sealed tomorrow: such a date was written to fit a story.
    if (use.at.getTime() > now.getTime() + (limits.clockSkew ?? 60) * 1000) throw new AttestaError('issuer-key.signed-in-future')
    const { key, problem } = await find(use)
    if (problem !== undefined) throw problem
    return key
  }

  return { find, lookup }
}

function configured(entries: readonly TrustedIssuer[], { kid }: KeyUse): FoundKey {
  const keys = entries
    .flatMap(({ publicKeys = [] }) => publicKeys)
    .map((key) => (typeof key === 'string' ? decodeMultikey(key) : readPublicJwk({ ...key })))
  const named = kid === undefined ? undefined : keys.find((key) => isNamed(key, kid))
  const key = named ?? (keys.length === 1 ? keys[0] : undefined)
  if (key === undefined) throw new AttestaError('issuer-key.unknown')
  return { key }
}

/** `kid` may be the key's own, its thumbprint (RFC 7638), its Multikey, or a DID URL that ends in one of them. */
function isNamed(key: PublicJwk, kid: string): boolean {
  const name = kid.slice(kid.indexOf('#') + 1)
  if (key.kid === kid || key.kid === name || thumbprint(key) === name) return true
  return key.kty !== 'RSA' && encodeMultikey(key) === name
}

function onlyMethod({ verificationMethods }: DidDocument): string {
  const signing = verificationMethods.filter(({ purposes }) => purposes.includes('assertionMethod'))
  const [only] = signing
  if (only === undefined || signing.length > 1) throw new AttestaError('issuer-key.unknown')
  return only.id
}

/** An instant that cannot be read is one that has passed: of a stolen key nothing is believed by mistake. */
function stolenFrom(text: string): Date {
  try {
    return parseDateTime(text)
  } catch {
    return new Date(0)
  }
}
