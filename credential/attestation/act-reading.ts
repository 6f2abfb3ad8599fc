import type { Attestation } from './attestation.ts'
import type { DisclosedOutcome } from './read-outcome-claims.ts'

/** Why what is shown of an outcome is not what was committed to. */
export type BindingFault = 'claim-in-plain' | 'claim-not-committed'

/** A rendering of an act of ours, of whatever form, read back into the record's terms. The outcome holds what was shown. */
export interface ActReading
  extends Pick<
    Attestation,
    | 'kind'
    | 'number'
    | 'title'
    | 'issuedAt'
    | 'validFrom'
    | 'validUntil'
    | 'body'
    | 'titular'
    | 'rulePack'
    | 'authority'
    | 'decision'
    | 'replaces'
  > {
  /** Digest of the record, as its issuer writes it. */
  readonly digest: string
  readonly outcome: DisclosedOutcome
  readonly outcomeDigests: readonly string[]
  /** Absent when all that is shown of the outcome was committed to. */
  readonly bindingFault?: BindingFault
}
