import type { Kind } from '../attestation/attestation.ts'
import type { ErrorCode, Facts } from '../errors.ts'

/** The checks, in the order in which they run (design.md §4). */
export type CheckId =
  | 'format'
  | 'schema'
  | 'proof'
  | 'issuer-key'
  | 'recognition'
  | 'decision'
  | 'shapes'
  | 'accreditation'
  | 'status'
  | 'validity'
  | 'freshness'
  | 'contained'
  | 'holder'
  | 'same-act'

export type Outcome = 'passed' | 'failed' | 'not-checked'

/** What one check says. `code` is a key of schemas/errors.json (for `passed`: `<id>.passed`), whose sentences are filled from `facts`. */
export interface CheckResult {
  readonly id: CheckId
  readonly outcome: Outcome
  readonly code: ErrorCode
  /** The Italian sentence of the catalogue, filled; pages translate by `code` and `facts`. */
  readonly reason: string
  readonly facts: Facts
  readonly required: boolean
}

export type Verdict = 'valid' | 'invalid' | 'unverifiable'

/** A station of the chain Region → Chamber → commission → decision → body, as the verdict page shows it. */
export interface ChainLink {
  readonly role: 'region' | 'chamber' | 'commission' | 'decision' | 'body'
  readonly id: string
  /** Name that the registry (the recognising credential or trust configuration) gives; absent when nobody vouches. */
  readonly recognisedName?: string
  /** Name that the document itself declares. */
  readonly declaredName?: string
  readonly outcome: Outcome
  readonly act?: { readonly number: string; readonly date: string }
  readonly date?: string
  readonly facts: Facts
}

export interface VerifiedCompetence {
  readonly name: string
  readonly nameByLanguage?: Readonly<Record<string, string>>
  readonly code?: string
  readonly repertory?: string
  readonly release?: string
  readonly eqfLevel?: number
  readonly abilities?: readonly string[]
  readonly knowledge?: readonly string[]
  readonly demo?: boolean
}

/** What was signed, in the words of the domain; only members that the proof covers (design.md §4: "what is shown is only what was signed"). */
export interface CredentialView {
  readonly form: 'sd-jwt-vc' | 'open-badge' | 'edc' | 'open-badge-2' | 'clr' | 'endorsement' | 'cose' | 'unknown'
  /** A kind of the law for an act of ours; `open-badge` or `other` for what somebody else issued. */
  readonly kind: Kind | 'open-badge' | 'other'
  /** What another issuer calls it: achievement type, or type of credential. */
  readonly type?: string
  /** Version of the standard, where an older one than the present was used: `VCDM 1.1`. */
  readonly edition?: string
  readonly title: string
  readonly competences: readonly VerifiedCompetence[]
  /** How the achievements of a learner record stand to one another (Comprehensive Learner Record 2.0 §B), by name where they have one. */
  readonly associations?: readonly { readonly type: string; readonly source: string; readonly target: string }[]
  /** What an endorsement says of what it is about. */
  readonly endorses?: { readonly id: string; readonly comment?: string }
  /** As disclosed; members that were not disclosed are absent. */
  readonly holder: {
    readonly name?: string
    readonly givenName?: string
    readonly familyName?: string
    readonly birthDate?: string
    readonly taxCode?: string
  }
  readonly issuer: { readonly id: string; readonly says: string; readonly recognisedBy?: string; readonly recognisedName?: string }
  readonly dates: { readonly issued?: string; readonly validFrom?: string; readonly validUntil?: string; readonly technicalExpiry?: string }
  readonly number?: string
  /** Of a rettifica: the act in whose place it stands. */
  readonly replaces?: { readonly number: string; readonly issued: string }
  readonly assessment?: { readonly type: string; readonly mode?: string; readonly date?: string }
  /** Of a sealed document: whose the seal is, by the word of whom, and since when it is there. */
  readonly seal?: SealView
  /** State of the act as published: word, since when, reason class, number of the successor. */
  readonly state?: {
    readonly word: 'valido' | 'sospeso' | 'annullato' | 'sostituito'
    readonly since?: string
    readonly reasonClass?: string
    readonly successor?: string
  }
}

/** What a certificate says of the seal's owner; who vouches for the certificate is said only where that was found out. */
export interface SealView {
  /** organizationIdentifier of the certificate (OID 2.5.4.97). */
  readonly organizationIdentifier: string
  readonly owner: string
  readonly vouchedBy?: string
  /** Of a seal put on for another body: what its owner says of the mandate, and whether that body's own word was found good. */
  readonly mandate?: { readonly says: string; readonly isConfirmed: boolean }
  readonly signedAt: string
  /** By the word of a timestamping authority that the relying party trusts. */
  readonly witnessedAt?: string
  /** The trusted lists of the member states were not asked. */
  readonly qualified: 'unknown'
}

/** One of the checks that the European viewer of such credentials shows, answered from ours. */
export interface ViewerCheck {
  readonly id: 'format' | 'seal' | 'owner' | 'accreditation' | 'expiry' | 'revocation'
  readonly outcome: Outcome
  /** Of the check of ours that decides it. */
  readonly code: ErrorCode
  readonly facts: Facts
  /** The check and its status in the vocabularies of the Publications Office. */
  readonly type: string
  readonly status: string
}

export interface VerificationResult {
  readonly verdict: Verdict
  /** RFC 3339: as of when this is said. */
  readonly asOf: string
  readonly checks: readonly CheckResult[]
  /**
   * May the issuer issue this, by the word of somebody whom the relying party trusts? Beside the verdict, because a sealed document of a
   * stranger is `valid` as what it is, and nobody here knows what its issuer may do: `not-checked`.
   */
  readonly recognition?: Outcome
  readonly credential?: CredentialView
  readonly chain: readonly ChainLink[]
  /** Id that the document has, where it has one. */
  readonly documentId?: string
  /** Digest of the attestation that this document renders. */
  readonly renderingOf?: string
  /** Of a European Digital Credential: what its own viewer would be asked. */
  readonly viewerChecks?: readonly ViewerCheck[]
  /** Credentials inside a learner record, each with its own verdict: that of the record is never better than the worst of them. */
  readonly contained?: readonly VerificationResult[]
  /** What others say about it, each with its own verdict. */
  readonly endorsements?: readonly VerificationResult[]
  /** True: the issuer handed out a newer copy of the document that was given, and this is about it. */
  readonly refreshed?: boolean
}

/** What a relying party expects of a presentation. Absent = a plain document. */
export interface Expectation {
  readonly type?: string
  readonly nonce?: string
  readonly audience?: string
  /** True: a key binding must be there and good. */
  readonly holderBinding?: boolean
  /** The person that the document should have been issued to, as the relying party knows them: name, birth date, e-mail address, code; several with commas. */
  readonly recipient?: string
  /** How old the key binding may be, in seconds. Default 300; a share link lives for days and says so here. */
  readonly maxKeyBindingAge?: number
}

export interface VerifyInput {
  readonly bytes: Uint8Array
  readonly mediaType?: string
  readonly expect?: Expectation
}
