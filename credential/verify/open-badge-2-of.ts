import { AttestaError } from '../errors.ts'
import {
  type Assertion,
  type BadgeClass,
  badgeClass,
  type Endorsement2,
  type IssuerProfile,
  isInScope,
  issuerProfile,
  readPublished,
} from '../open-badge-2/index.ts'
import type { Shape } from '../shape/index.ts'
import { fetchDocument } from './fetch-document.ts'
import type { World } from './world.ts'

/** A badge or an endorsement of Open Badges 2.0 with the documents that it names. That it is genuine is not known yet. */
export interface OpenBadge2 {
  readonly id: string
  readonly assertion?: Assertion
  readonly endorsement?: Endorsement2
  readonly badge?: BadgeClass
  /** What is published at the issuer's address, whatever the document around it says of the issuer. */
  readonly issuer: IssuerProfile
  /** That address: who the issuer is. */
  readonly issuerId: string
  readonly isSigned: boolean
  /** Does it lie where the issuer's badges may? */
  readonly isInScope: boolean
}

export interface OpenBadge2OfInput {
  readonly assertion?: Assertion
  readonly endorsement?: Endorsement2
  readonly fetch: World['fetch']
}

/**
 * Fetches the class and the issuer that a document names. A class may be written in the document, since whoever vouches for the one vouches
 * for the other; an issuer is always asked at its own address, or anybody could be it.
 *
 * @throws AttestaError `schema.context`, `schema.open-badge-2`, `json.*`, `issuer-key.profile-unreachable`
 */
export async function openBadge2Of({ assertion, endorsement, fetch }: OpenBadge2OfInput): Promise<OpenBadge2> {
  const named = assertion?.badge
  const badge = typeof named === 'string' ? await published({ url: named, shape: badgeClass, fetch }) : named
  const issuerNamed = badge?.issuer ?? endorsement?.issuer
  const issuerId = typeof issuerNamed === 'string' ? issuerNamed : (issuerNamed?.id ?? '')
  const issuer = await published({ url: issuerId, shape: issuerProfile, fetch })
  const id = assertion?.id ?? endorsement?.id ?? ''
  const types = (assertion ?? endorsement)?.verification.type ?? []
  const isSigned = types.some((type) => type === 'signed' || type === 'SignedBadge')
  return {
    id,
    ...(assertion === undefined ? {} : { assertion }),
    ...(endorsement === undefined ? {} : { endorsement }),
    ...(badge === undefined ? {} : { badge }),
    issuer,
    issuerId,
    isSigned,
    isInScope: URL.canParse(id) && /^https?:/.test(id) && isInScope({ address: id, issuer, at: issuerId }),
  }
}

async function published<T>({ url, shape, fetch }: { url: string; shape: Shape<T>; fetch: World['fetch'] }): Promise<T> {
  if (!/^https?:\/\/\S+$/.test(url)) throw new AttestaError('schema.open-badge-2', { at: 'issuer' })
  const { status, bytes } = await fetchDocument({ url, fetch }).catch((cause: unknown) => {
    throw new AttestaError('issuer-key.profile-unreachable', { host: hostOf(url) }, { cause })
  })
  if (status !== 200) throw new AttestaError('issuer-key.profile-unreachable', { host: hostOf(url) })
  return readPublished({ bytes, shape })
}

/** The rest of an address may name a person. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
