import type { Kind } from '../attestation/attestation.ts'
import type { PublicJwk } from '../crypto/port.ts'
import type { AccreditationSource } from '../edc/index.ts'
import type { JsonObject } from '../json/index.ts'

/** Someone the relying party trusts by configuration. Nobody is trusted by default (design.md §3). */
export interface TrustedIssuer {
  /** DID, https URL, or the organizationIdentifier of a seal (`VATIT-…`), compared character by character. */
  readonly id: string
  readonly name: string
  /** Keys known beforehand: then nothing is resolved for this issuer. JWK, or Multikey `z…` text. */
  readonly publicKeys?: readonly (PublicJwk | string)[]
  /** What it may issue. `recognition` = it may recognise others (a Region). Absent = anything but `recognition`. */
  readonly kinds?: readonly (Kind | 'recognition' | 'open-badge')[]
  readonly achievements?: readonly string[]
  /** RFC 3339 interval in which what it issues is trusted. */
  readonly from: string
  readonly until?: string
  /** From this moment on nothing signed by it is believed, whatever date it bears. */
  readonly compromisedAt?: string
}

export interface Trust {
  readonly issuers: readonly TrustedIssuer[]
  /** PEM certificates that seals may chain to. */
  readonly sealRoots: readonly string[]
  /** PEM certificates that timestamping authorities may chain to. Default: those of seals. */
  readonly timestampRoots?: readonly string[]
  /** Recognition credentials (compact vc+jwt) known beforehand, for what staples nothing. */
  readonly recognitions?: readonly string[]
}

export interface Limits {
  /** Bytes of one document. Default 5 MiB. */
  readonly maxBytes?: number
  /** Nesting of JSON. Default 32. */
  readonly maxDepth?: number
  /** did:web of loopback hosts is resolved over http (demo mode only). Default false. */
  readonly allowLoopbackHttp?: boolean
  /** Tolerated clock difference for tokens, in seconds. Default 60; business dates have none. */
  readonly clockSkew?: number
}

/** All time, network and trust of a verification come from here (design.md §4). `fetch` must be a guarded one: it is called with URLs that documents name. */
export interface World {
  readonly now: Date
  readonly fetch: (url: string, init?: { headers?: Record<string, string> }) => Promise<Response>
  readonly trust: Trust
  /** What the relying party took from the Union's register of accreditations (QDR). Absent: nothing. */
  readonly accreditations?: () => Promise<AccreditationSource | undefined>
  /** Does a European credential conform to the official SHACL shapes? Only where they are installed, which pages do not carry; undefined for one too large to ask. */
  readonly conformsToShapes?: (document: JsonObject) => Promise<boolean | undefined>
  readonly limits?: Limits
}
