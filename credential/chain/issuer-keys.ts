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

/** A key that came with a document, to be found among those that its issuer publishes. */
export interface KeyClaim {
  readonly issuer: string
  readonly key: PublicJwk
  readonly at: Date
  /** By the word of a witness whom the relying party trusts. */
  readonly witnessedAt?: Date
}

/** The keys of issuers in one verification: every registry is asked once, whoever needs it. */
export interface IssuerKeys {
  /** @throws AttestaError `did.*`, `issuer-key.*` when there is no such key at all */
  readonly find: (use: KeyUse) => Promise<FoundKey>
  /** As `find`, but a key that could not be used is refused too. */
  readonly lookup: KeyLookup
  /** Has the relying party itself said which keys somebody has, and this is one? False: it said nothing. @throws AttestaError `seal.not-published`, `issuer-key.compromised` */
  readonly isConfigured: (claim: Pick<KeyClaim, 'issuer' | 'key'>) => boolean
  /** Does the issuer say that this key is its own, and was it in use then? @throws AttestaError `seal.not-published`, `did.*`, `issuer-key.*` */
  readonly assertPublished: (claim: KeyClaim) => Promise<void>
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

  function isConfigured({ issuer, key }: Pick<KeyClaim, 'issuer' | 'key'>): boolean {
    const entries = trust.issuers.filter(({ id }) => id === issuer)
    if (entries.some(({ compromisedAt }) => compromisedAt !== undefined && now >= stolenFrom(compromisedAt)))
      throw new AttestaError('issuer-key.compromised')
    if (entries.every(({ publicKeys }) => publicKeys === undefined)) return false
    const name = thumbprint(key)
    if (!keysOf(entries).some((known) => thumbprint(known) === name)) throw new AttestaError('seal.not-published')
    return true
  }

  async function assertPublished({ issuer, key, at, witnessedAt }: KeyClaim): Promise<void> {
    if (isConfigured({ issuer, key })) return
    const name = thumbprint(key)
    const document = await documentOf(issuer)
    const method = document.verificationMethods.find((known) => thumbprint(known.key) === name)
    if (method === undefined) throw new AttestaError('seal.not-published')
    keyOf(document, method.id, { at, purpose: 'assertionMethod', ...(witnessedAt === undefined ? {} : { witnessedAt }) })
  }

  return { find, lookup, isConfigured, assertPublished }
}

function configured(entries: readonly TrustedIssuer[], { kid }: KeyUse): FoundKey {
  const keys = keysOf(entries)
  const named = kid === undefined ? undefined : keys.find((key) => isNamed(key, kid))
  const key = named ?? (keys.length === 1 ? keys[0] : undefined)
  if (key === undefined) throw new AttestaError('issuer-key.unknown')
  return { key }
}

function keysOf(entries: readonly TrustedIssuer[]): PublicJwk[] {
  return entries
    .flatMap(({ publicKeys = [] }) => publicKeys)
    .map((key) => (typeof key === 'string' ? decodeMultikey(key) : readPublicJwk({ ...key })))
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
