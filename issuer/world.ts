import type { Pool } from 'pg'
import type { Signer } from '../credential/crypto/port.ts'
import type { Config } from '../http/config.ts'
import { openDatabase } from './db/database.ts'
import type { World } from './steps/world.ts'

export interface WorldOptions {
  readonly config: Pick<Config, 'issuerUrl' | 'offerTtlHours'>
  readonly pool: Pool
  readonly keystore: { signerFor(organisation: string): Promise<Signer> }
  readonly now?: () => Date
}

/** Everything the steps need, made from what a process has. */
export function issuerWorld({ config, pool, keystore, now = wholeSeconds }: WorldOptions): World {
  return {
    db: openDatabase({ pool, now }),
    now,
    issuerUrl: config.issuerUrl,
    offerTtlSeconds: config.offerTtlHours * 3600,
    signerFor: (slug) => keystore.signerFor(slug),
  }
}

/** Now, in whole seconds: what is sealed and what is stored are the same instant. */
function wholeSeconds(): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000)
}
