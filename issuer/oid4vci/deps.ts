import type { Pool } from 'pg'
import type { Signer } from '../../credential/crypto/port.ts'

/** What the protocol edge of the issuer is given by its app. */
export interface EdgeDeps {
  readonly config: { readonly issuerUrl: string }
  readonly pool: Pool
  readonly keystore: { signerFor(organisation: string): Promise<Signer> | Signer }
  readonly now: () => Date
}
