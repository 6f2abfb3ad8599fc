import type { JsonObject } from '../json/index.ts'
import type { EdcAct } from './read-act.ts'

/** What a European Digital Credential says, of whomever it is. */
export interface EdcReading {
  readonly id: string
  readonly issuer: {
    readonly id: string
    readonly says: string
    /** What the certificate of the seal must say too (OID 2.5.4.97). */
    readonly eidasIdentifier: string
  }
  /** Address of the application profile that it says it keeps. */
  readonly profile: string
  /** What an issuer says that seals by mandate of another. */
  readonly mandate?: string
  readonly title: string
  readonly holder: EdcHolder
  readonly competences: readonly EdcCompetence[]
  /** Number in a register of the issuer. */
  readonly number?: string
  readonly issued: string
  readonly validFrom: string
  readonly validUntil?: string
  /** References to a published state: of an act of ours as a Bitstring Status List has them, else as the document writes them. */
  readonly status: readonly JsonObject[]
  /** Present when the credential renders an attestation of ours. */
  readonly act?: EdcAct
}

export interface EdcHolder {
  readonly name?: string
  readonly givenName?: string
  readonly familyName?: string
  /** Calendar date in UTC: official tools write midnight of some zone, and no other day is meant by it than this one. */
  readonly birthDate?: string
  readonly nationalId?: string
}

export interface EdcCompetence {
  readonly name: string
  readonly nameByLanguage: Readonly<Record<string, string>>
  readonly code?: string
  readonly repertory?: string
  readonly eqfLevel?: number
}
