import type { Attestation, LocalizedText } from '../attestation/attestation.ts'
import type { DisclosedOutcome } from '../attestation/index.ts'

/** Who seals, as its certificate names it: organizationIdentifier (OID 2.5.4.97), O and C of the subject. */
export interface EdcIssuer {
  /** DID of the organisation. It is the body's, but where the body has given a mandate to another. */
  readonly id: string
  readonly legalName: string
  /** E.g. `VATIT-01234567890` (ETSI EN 319 412-1 §5.1.4). */
  readonly eidasIdentifier: string
  readonly country: string
}

/** A page of the certificate, as people see it, in one language. */
export interface EdcPicture {
  readonly language: keyof LocalizedText
  readonly mediaType: 'image/png' | 'image/jpeg'
  /** In base64. */
  readonly content: string
}

/** An accreditation as the register of the Union (QDR) publishes it. */
export interface EdcAccreditation {
  /** Its address in the register. */
  readonly id: string
  readonly title: string
  readonly type: 'institutional-licence' | 'programme-quality' | 'institutional-quality' | 'programme-licence'
  readonly agent: { readonly id: string; readonly legalName: string; readonly country: string }
  /** RFC 3339. */
  readonly issuedAt?: string
  readonly expiresAt?: string
  readonly eqfLevels?: readonly number[]
}

export type EdcProfile =
  | { readonly name: 'generic' }
  | { readonly name: 'accredited'; readonly accreditation: EdcAccreditation }
  | MandateProfile

/**
 * The statement says by whose mandate the issuer seals; the mandate is the body's own word for it, a compact `vc+jwt`. The order is the
 * body's word for this one document, a compact JWS over its digest: it is added when all the rest is composed.
 */
export interface MandateProfile {
  readonly name: 'issued-by-mandate'
  readonly statement: string
  readonly mandate: string
  readonly order?: string
}

/** An attestation as a European Digital Credential shows it: every claim of the outcome is opened. */
export interface EdcContent
  extends Pick<
    Attestation,
    | 'id'
    | 'kind'
    | 'number'
    | 'title'
    | 'issuedAt'
    | 'validFrom'
    | 'validUntil'
    | 'titular'
    | 'body'
    | 'rulePack'
    | 'authority'
    | 'decision'
    | 'replaces'
  > {
  readonly digest: string
  readonly status: { readonly index: number; readonly bitstringList: string }
  readonly outcome: DisclosedOutcome
  /** Digests of all claims of the outcome, sorted; and the claims, as disclosures in their order. */
  readonly outcomeDigests: readonly string[]
  readonly disclosures: readonly string[]
  readonly issuer: EdcIssuer
  readonly pictures: readonly EdcPicture[]
  readonly profile: EdcProfile
}
