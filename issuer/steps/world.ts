import type { Signer } from '../../credential/crypto/port.ts'
import type { ElmPack } from '../../credential/edc/shapes/validate.ts'
import type { CertificateName } from '../../credential/x509/index.ts'
import type { KeyWrapping } from '../../keys/index.ts'
import type { Database } from '../db/database.ts'

/** What an organisation seals with, as `sealJades` takes it, and the name that its certificate gives it. */
export interface Seal {
  readonly signer: Signer
  readonly certificates: readonly string[]
  readonly claimedTime: 'iat' | 'sigT'
  readonly timestamp?: (data: Uint8Array) => Promise<Uint8Array>
  readonly owner: CertificateName
}

/** Everything a step needs that is not in its input. */
export interface World {
  readonly db: Database
  /** Whole seconds: what is sealed and what is stored are the same instant. */
  readonly now: () => Date
  /** The active key of an organisation, by slug. */
  readonly signerFor: (slug: string) => Promise<Signer>
  /** Sees to it that an organisation has a key to sign with: one that is there stays. */
  readonly ensureKey: (slug: string) => Promise<void>
  /** The seal of an organisation, by slug. @throws AttestaError `keystore.no-seal` */
  readonly sealFor: (slug: string) => Promise<Seal>
  /** For the keys that evidence is sealed with. */
  readonly wrapping: KeyWrapping
  /** Official shapes of the European Learning Model, where the operator has installed them. */
  readonly elmPack?: () => Promise<ElmPack | undefined>
  /** Public base URL of the issuer, without a slash at the end. */
  readonly issuerUrl: string
  /** Public base URL of the verifier that papers send people to. */
  readonly verifierUrl: string
  /** How long an offer waits for the citizen. */
  readonly offerTtlSeconds: number
}
