import type { Contexts } from '../contexts/index.ts'
import type { Work } from '../data-integrity/index.ts'
import type { JsonObject } from '../json/index.ts'
import type { World } from '../verify/world.ts'

/** A credential whose proofs and status were found good: as it was received, and what it secures. */
export interface FoundGood {
  readonly received: JsonObject
  readonly document: JsonObject
  readonly now: Date
}

/** What a verification of a credential of any kind works with. Nobody is trusted here: a proof is checked, and whose it is. */
export interface VcWorld extends Omit<World, 'trust'> {
  readonly contexts: Contexts
  /** False where the issuer need not be who signed: published test documents are so. */
  readonly issuerBound?: boolean
  /** Media types that envelopes had before the Recommendation. */
  readonly legacyEnvelopes?: boolean
  /** The bytes that the context of VCDM 2.0 had in 2024 count too. */
  readonly olderContext?: boolean
  /** Credentials without a proof are judged on form when a signed presentation holds them. */
  readonly unsignedCredentials?: boolean
  /** What is left to be gone through: one for a presentation and all that is in it. Default: fresh. */
  readonly work?: Work
  /** Judges a rendering of an act of ours in full, wherever it stands: alone, in an envelope or in a presentation. Throws for a "no". */
  readonly judgeOwn?: (found: FoundGood) => Promise<void>
}

/** Whoever asks may leave the status out; the proof is always checked. */
export type Checks = readonly ('proof' | 'credentialStatus')[]
