import type { Pool } from 'pg'
import type { Signer } from '../credential/crypto/port.ts'
import type { Config } from '../http/config.ts'
import { readElmPack } from '../http/elm-pack.ts'
import type { Keystore } from '../keys/index.ts'
import { openDatabase } from './db/database.ts'
import { openSeals } from './open-seal.ts'
import { hasKey } from './registry/has-key.ts'
import type { World } from './steps/world.ts'

export interface WorldOptions {
  readonly config: Pick<Config, 'issuerUrl' | 'verifierUrl' | 'offerTtlHours' | 'seals' | 'dataDir'>
  readonly pool: Pool
  readonly keystore: Pick<Keystore, 'sealFor' | 'wrapping' | 'create'> & { signerFor(organisation: string): Promise<Signer> }
  readonly now?: () => Date
}

/** Everything the steps need, made from what a process has. */
export function issuerWorld({ config, pool, keystore, now = wholeSeconds }: WorldOptions): World {
  return {
    db: openDatabase({ pool, now }),
    now,
    issuerUrl: config.issuerUrl,
    verifierUrl: config.verifierUrl,
    offerTtlSeconds: config.offerTtlHours * 3600,
    signerFor: (slug) => keystore.signerFor(slug),
    ensureKey: async (slug) => {
      if (!(await hasKey({ slug, signerFor: keystore.signerFor }))) await keystore.create(slug)
    },
    wrapping: keystore.wrapping,
    sealFor: openSeals({ keystore, seals: config.seals }),
    elmPack: () => readElmPack(config.dataDir),
  }
}

/** Now, in whole seconds: what is sealed and what is stored are the same instant. */
function wholeSeconds(): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000)
}
