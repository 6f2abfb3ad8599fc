import type { Authority, DecisionRef, Kind, LocalizedText } from '../attestation/attestation.ts'
import type { DisclosedOutcome, StatusPlace } from '../attestation/index.ts'
import type { JsonObject, JsonValue } from '../json/index.ts'
import type { TokenTimes } from '../sd-jwt/index.ts'
import type { CredentialView } from './check.ts'

/**
 * What a document states, in common terms, whatever its form. It exists only once the form was closed and the proof held, so
 * everything in it was signed.
 */
export interface Statement {
  readonly kind: Kind | 'open-badge' | 'other'
  readonly issuer: { readonly id: string; readonly says: string }
  /** Day of issue of the act; the chain is walked as of then. */
  readonly issuedAt: Date
  /** Validity of the act. */
  readonly validFrom?: Date
  readonly validUntil?: Date
  /** Technical times of this copy (design.md §2: never the act's). */
  readonly copy: TokenTimes
  readonly view: Omit<CredentialView, 'issuer' | 'state'>
  /** Id of the document, where it has one. */
  readonly documentId?: string
  /** Title of an act of ours, in its languages. */
  readonly title?: LocalizedText
  readonly achievements: readonly string[]
  readonly authority: Partial<Authority>
  /** Set when a credential that the document names by digest could not be had: then nobody can tell. */
  readonly isAuthorityMissing?: true
  readonly titular?: { readonly id: string; readonly legalName: string }
  readonly rulePack?: { readonly id: string; readonly version: string }
  readonly declared?: DecisionRef
  readonly outcome: DisclosedOutcome
  readonly outcomeDigests: readonly string[]
  readonly bindingFault?: string
  /** Each reference to a published state, as the document writes it. */
  readonly status: readonly JsonValue[]
  /** Of an act of ours: what the decision knows of it. */
  readonly place?: StatusPlace
  /** Of an endorsement: what its issuer stands by. Whoever is trusted to recognise others is trusted to say so. */
  readonly standsBy?: string
  /** Of a record that is nothing but acts of its own issuer: what entitles it to them entitles it to the record. */
  readonly stack?: readonly StackedAct[]
  /** Documents inside this one, each to be judged by itself. */
  readonly contained?: readonly (JsonObject | string)[]
  /** Documents about this one: JSON, a compact JWS, or the address of one. */
  readonly endorsements?: readonly (JsonObject | string)[]
  /** Where the issuer hands out a newer copy (1EdTech Credential Refresh). */
  readonly refresh?: string
  /** Whose seal it bears, when an authority of the relying party's choice vouches for that and the document names nobody else. */
  readonly sealedBy?: string
  /** Digest of the attestation of which this is a rendering. */
  readonly renderingOf?: string
}

export interface StackedAct {
  readonly kind: Kind
  readonly achievements: readonly string[]
}
