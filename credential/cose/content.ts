import type { Authority, Kind, LocalizedText } from '../attestation/attestation.ts'

/** The parts of the chain of authority, in the order in which a code numbers them. */
export const PARTS = ['body', 'chamber', 'commission', 'decision', 'renewal'] as const satisfies readonly (keyof Authority)[]

export const KINDS = ['trasparenza', 'validazione', 'certificato', 'microcredenziale', 'frequenza'] as const satisfies readonly Kind[]

/**
 * How a payload is written. `plain`: the claims with their names, as the first codes on paper have it. `packed`: their names as numbers, and
 * the whole through zlib; so the competences have room.
 */
export type Layout = 'plain' | 'packed'

/**
 * What a code on paper carries of an attestation. There is no room for the chain of authority: it is named by digest, and held beforehand or
 * fetched. Who the Chamber and the commission are, and the numbers of their acts, is in there.
 */
export interface CodeContent {
  readonly kind: Kind
  readonly number: string
  readonly title: LocalizedText
  readonly body: { readonly id: string; readonly legalName: string }
  readonly titular: { readonly id: string; readonly legalName: string }
  /** RFC 3339, in whole seconds. */
  readonly issuedAt: string
  readonly validFrom: string
  readonly validUntil?: string
  readonly signedAt: Date
  readonly rulePack: { readonly id: string; readonly version: string }
  readonly status: { readonly index: number; readonly tokenList: string }
  readonly digest: string
  /** Disclosures as they travel and were hashed; digests of the claims that stay closed, sorted. */
  readonly disclosures: readonly string[]
  readonly closed: readonly string[]
  /** base64url SHA-256 of each stapled credential. */
  readonly authority: { readonly [Part in keyof Authority]?: string }
  /** Who released, under a decision (`accountPseudonym`). */
  readonly releasedBy?: string
}
