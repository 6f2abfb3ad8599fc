import type { Attestation } from '../attestation/attestation.ts'
import type { DisclosedOutcome } from '../attestation/index.ts'

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
    | 'validUntil'
  > {
  readonly digest: string
  readonly status: { readonly index: number; readonly bitstringList: string }
  readonly outcome: DisclosedOutcome
  /** Digests of all claims of the outcome, sorted; those that are opened, as disclosures in their order. */
  readonly outcomeDigests: readonly string[]
  readonly disclosures: readonly string[]
  readonly taxCode?: { readonly identityHash: string; readonly salt: string }
  readonly holderDid?: string
}
