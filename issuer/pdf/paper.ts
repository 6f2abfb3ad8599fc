import type { Attestation } from '../../credential/attestation/attestation.ts'

/** Something that the file carries inside (PDF/A-3: ISO 19005-3 §6.8). */
export interface Attachment {
  readonly name: string
  readonly mediaType: string
  readonly content: Uint8Array
  readonly description: string
}

/** What an attestato on paper is made of. The same of all this gives the same bytes. */
export interface Paper {
  readonly attestation: Attestation
  /** Address of the page that tells the state to people; what the first code opens. */
  readonly statusPage: string
  /** Where the second code, a picture or the file is verified. */
  readonly verifierUrl: string
  /** Text of the second code, which is verified without a network. */
  readonly offlineCode?: string
  /** Of a reprint: which one, and when it was made. */
  readonly duplicate?: { readonly number: number; readonly at: Date }
  /** The act does not count when this paper is made: every page says so. */
  readonly ended?: { readonly word: 'sospeso' | 'annullato' | 'sostituito'; readonly since: Date }
  readonly attachments: readonly Attachment[]
  /** When this paper is made. */
  readonly at: Date
}
