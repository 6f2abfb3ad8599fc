import type { Signer } from '../../credential/crypto/port.ts'
import type { Database } from '../db/database.ts'

/** Everything a step needs that is not in its input. */
export interface World {
  readonly db: Database
  /** Whole seconds: what is sealed and what is stored are the same instant. */
  readonly now: () => Date
  /** The active key of an organisation, by slug. */
  readonly signerFor: (slug: string) => Promise<Signer>
  /** Public base URL of the issuer, without a slash at the end. */
  readonly issuerUrl: string
  /** How long an offer waits for the citizen. */
  readonly offerTtlSeconds: number
}
