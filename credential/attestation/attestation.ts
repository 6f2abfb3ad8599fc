/**
 * The attestation: the legal act as data (design.md §2). Immutable, canonical JSON (RFC 8785), addressed by its SHA-256.
 * Every rendering is a function of it; `schemas/attestation.schema.json` is the closed schema of the same shape.
 */
export type Kind = 'trasparenza' | 'validazione' | 'certificato' | 'microcredenziale' | 'frequenza'

/** Text by language; Italian is the language of the act (domain.md §2.7), the others are courtesy renderings. */
export type LocalizedText = { readonly it: string } & Readonly<Partial<Record<'en' | 'fr' | 'es' | 'uk' | 'ar', string>>>

/** An organisation as the act names it: id is its DID, `legalBasis` the normative reference of its authorisation (D.Lgs. 13/2013 art. 6 c. 1). */
export interface OrganisationRef {
  readonly id: string
  readonly legalName: string
  readonly legalBasis: string
  readonly country: string
  /** NUTS/ATU code of the region, e.g. `ITC4` for Lombardy. */
  readonly region: string
}

/** A code never travels without the version of its classification (domain.md §4.2). */
export interface VersionedCode {
  readonly code: string
  readonly version: string
}

export interface Competence {
  readonly name: LocalizedText
  readonly code?: string
  /** The repertory release that was frozen at the domanda (domain.md §2.3). */
  readonly repertory: { readonly name: string; readonly release: string; readonly section: string }
  readonly eqfLevel?: number
  readonly qnqLevel?: number
  readonly abilities: readonly string[]
  readonly knowledge: readonly string[]
  readonly esco: readonly string[]
  readonly ada: readonly VersionedCode[]
  /** True where the row is invented: shown as `dato dimostrativo` wherever the competence is shown. */
  readonly demo: boolean
}

export interface Qualification {
  readonly name: LocalizedText
  readonly code?: string
  readonly repertory: { readonly name: string; readonly release: string; readonly section: string }
  readonly description?: LocalizedText
  readonly eqfLevel?: number
  readonly ateco: readonly VersionedCode[]
  readonly cpIstat: readonly VersionedCode[]
  /** True when only some competences of the qualification were certified. */
  readonly partial: boolean
}

export interface Experience {
  readonly title: string
  readonly organisation?: string
  /** Calendar dates, `YYYY-MM-DD`. */
  readonly from?: string
  readonly until?: string
  readonly hours?: number
}

export interface Person {
  readonly givenName: string
  readonly familyName: string
  /** Calendar date, `YYYY-MM-DD`. */
  readonly birthDate: string
  /** Codice fiscale, 16 characters (homocodic forms included) or the provisional 11 digits. */
  readonly taxCode: string
}

/**
 * What was judged, and nothing that is known only later (number, release date): so the commission's decision can bind it when
 * the minutes close (design.md §3).
 */
export interface Outcome {
  readonly person: Person
  readonly competences: readonly Competence[]
  readonly qualification?: Qualification
  readonly learning: { readonly setting: 'formal' | 'non-formal' | 'informal'; readonly experiences: readonly Experience[] }
  readonly assessment: {
    /** E.g. `colloquio`, `prova pratica`. */
    readonly type: string
    readonly mode: 'presential' | 'online' | 'blended'
    /** Calendar date of the assessment, `YYYY-MM-DD`. */
    readonly date: string
    readonly idVerification: 'with-id' | 'none'
  }
  readonly workloadHours?: number
  readonly participationMode?: 'presential' | 'online' | 'blended' | 'work-based'
  readonly qualityAssurance?: string
}

/** One 128-bit base64url salt per disclosable claim of the outcome, by path: `given_name`, `competences/0`, … */
export type OutcomeSalts = Readonly<Record<string, string>>

/** The decision that a `certificato` stands on; the sealed credentials themselves are stapled as compact JWS (`authority`). */
export interface DecisionRef {
  readonly minutes: { readonly number: string; readonly date: string }
  /** When the sitting was opened, RFC 3339. */
  readonly satAt: string
  readonly commission: { readonly id: string; readonly actNumber: string; readonly appointedAt: string }
  readonly chamber: { readonly id: string; readonly legalName: string }
  /** Who released, as the decision would call them (`accountPseudonym`): it must be another than who closed the minutes. */
  readonly releasedBy: string
}

/** Compact `vc+jwt` credentials of the chain, stapled so that a verifier needs no network (design.md §3). */
export interface Authority {
  /** RecognizedEntityCredential: Region → body. */
  readonly body: string
  /** RecognizedEntityCredential: Region → Chamber. Only where a commission decides. */
  readonly chamber?: string
  /** RecognizedEntityCredential: Chamber → commission. */
  readonly commission?: string
  /** ExamDecisionCredential, sealed by the Chamber. */
  readonly decision?: string
  /**
   * RecognizedEntityCredential: Region → Chamber, in force when it sealed the decision. Only where the one under which it appointed had
   * ended by then: each act of the Chamber stands on the recognition of its own day.
   */
  readonly renewal?: string
}

/** An act by its number and its day of release, as the one names it that took its place. */
export interface ReplacedAct {
  readonly number: string
  /** RFC 3339 UTC. */
  readonly issuedAt: string
}

export interface Attestation {
  readonly version: 1
  /** `urn:uuid:…` */
  readonly id: string
  readonly kind: Kind
  /** Register number, given at registration (domain.md §2.6). */
  readonly number: string
  readonly title: LocalizedText
  /** Release, RFC 3339 UTC. */
  readonly issuedAt: string
  /** Validity of the act, RFC 3339. A certificate of competence has no end. */
  readonly validFrom: string
  readonly validUntil?: string
  /** Ente pubblico titolare and ente titolato: two organisations, never one (domain.md §1.1). */
  readonly titular: OrganisationRef
  readonly body: OrganisationRef
  readonly outcome: Outcome
  readonly salts: OutcomeSalts
  readonly decision?: DecisionRef
  readonly authority: Authority
  readonly rulePack: { readonly id: string; readonly version: string }
  /** Where the state of the act is published; one index for all renderings (design.md §2). */
  readonly status: { readonly index: number; readonly tokenList: string; readonly bitstringList: string }
  /** Of a rettifica: the act in whose place it stands (domain.md §2.6). */
  readonly replaces?: ReplacedAct
}
