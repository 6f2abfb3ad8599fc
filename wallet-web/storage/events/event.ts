import type { PublicJwk } from '../../../credential/crypto/port.ts'
import type { VerificationResult } from '../../../credential/verify/check.ts'

/** A holder key at rest: PKCS #8, encrypted under the data key. In use it is a handle that cannot be exported (holder-key.ts). */
export interface HeldKey {
  readonly publicJwk: PublicJwk
  readonly iv: string
  readonly wrapped: string
}

/** One attestation with the renderings that the issuer gave of it. */
export interface HeldDocument {
  /** Name of the act (`actIdOf`): the same act received twice is one document. */
  readonly id: string
  readonly sdJwt: string
  /** JSON text, as it is downloaded. */
  readonly openBadge?: string
  readonly holderKey: HeldKey
  readonly issuerUrl: string
  readonly issuerName: string
}

interface Happened {
  /** UUID: two copies of a wallet are merged by it. */
  readonly id: string
  /** RFC 3339. */
  readonly at: string
}

/** A document came, or came anew: the later copy stands. */
export interface DocumentReceived extends Happened {
  readonly type: 'document.received'
  readonly document: HeldDocument
}

/** One more form of an act, as the issuer made it: for people and for programs of others. Not bound to the holder's key. */
export interface HeldFile {
  readonly form: FileForm
  readonly mediaType: string
  /** Base64url. */
  readonly content: string
}

export type FileForm = 'pdf' | 'edc' | 'open-badge-png'

/** The files that came with a document, as many as did. A later receipt of the act replaces them. */
export interface DocumentFiles extends Happened {
  readonly type: 'document.files'
  readonly documentId: string
  readonly files: readonly HeldFile[]
}

/** What the checks said, with the time in it: shown offline as of then. Only the last one is kept. */
export interface DocumentChecked extends Happened {
  readonly type: 'document.checked'
  readonly documentId: string
  readonly result: VerificationResult
}

/** A check found the act in another state than the one before: a word, so that the history can say when it was first seen. */
export interface DocumentStateSeen extends Happened {
  readonly type: 'document.state'
  readonly documentId: string
  readonly word: 'valido' | 'sospeso' | 'annullato' | 'sostituito' | 'non valido' | 'non verificabile'
}

export interface DocumentDeleted extends Happened {
  readonly type: 'document.deleted'
  readonly documentId: string
}

/** A link or a QR that leads to a copy on the verifier's server, readable with the key in its fragment. */
export interface ShareMade extends Happened {
  readonly type: 'share.made'
  readonly documentId: string
  readonly shareId: string
  readonly way: 'here' | 'link'
  readonly url: string
  readonly endpoint: string
  readonly revokeToken: string
  readonly expiresAt: string
  readonly maxViews: number
  /** Names of the fields that can be read there. */
  readonly fields: readonly string[]
}

export interface ShareRevoked extends Happened {
  readonly type: 'share.revoked'
  readonly shareId: string
}

/** A request was answered. */
export interface DocumentShown extends Happened {
  readonly type: 'document.shown'
  readonly documentId: string
  readonly to: string
  readonly purpose?: string
  readonly fields: readonly string[]
}

export interface BackupSaved extends Happened {
  readonly type: 'backup.saved'
  readonly documents: number
}

export type WalletEvent =
  | DocumentReceived
  | DocumentFiles
  | DocumentChecked
  | DocumentStateSeen
  | DocumentDeleted
  | ShareMade
  | ShareRevoked
  | DocumentShown
  | BackupSaved

type Without<T> = T extends unknown ? Omit<T, 'id' | 'at'> : never
/** An event before it is dated and named. */
export type NewEvent = Without<WalletEvent>
