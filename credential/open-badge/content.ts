import type { Attestation } from '../attestation/attestation.ts'
import type { DisclosedOutcome } from '../attestation/index.ts'
import type { JsonObject } from '../json/index.ts'

export type Mapping = 1 | 2

export interface HashedIdentity {
  readonly identityHash: string
  readonly salt: string
}

/** What the issuer publishes about a badge, of which the act knows nothing. */
export interface Publication {
  /** Address of the picture of this kind of badge; its name is its digest. */
  readonly picture?: string
  /** Where a newer copy of this badge is handed out. */
  readonly refresh?: string
  /** EndorsementCredential of the ente titolare about the body, signed. */
  readonly endorsement?: JsonObject
}

/** An attestation as a badge shows it: the person is named, the tax code only as a salted hash, the birth date not at all. */
export interface BadgeContent
  extends Pick<
    Attestation,
    | 'id'
    | 'kind'
    | 'number'
    | 'title'
    | 'issuedAt'
    | 'validFrom'
    | 'titular'
    | 'body'
    | 'rulePack'
    | 'authority'
    | 'decision'
    | 'replaces'
    | 'validUntil'
  > {
  /** Version of the mapping of docs/open-badge.md: badges of the first one are out there, and are composed again by it. */
  readonly mapping: Mapping
  readonly digest: string
  readonly status: { readonly index: number; readonly bitstringList: string }
  readonly outcome: DisclosedOutcome
  /** Digests of all claims of the outcome, sorted; those that are opened, as disclosures in their order. */
  readonly outcomeDigests: readonly string[]
  readonly disclosures: readonly string[]
  /** Never written; read from a badge that has it. */
  readonly taxCode?: HashedIdentity
  readonly email?: HashedIdentity
  readonly publication?: Publication
  readonly holderDid?: string
}
