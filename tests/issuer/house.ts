import type { Signer } from '../../credential/crypto/port.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { Actor, Role } from '../../issuer/auth/actor.ts'
import { openDatabase } from '../../issuer/db/database.ts'
import { actorOf, seedOrganisations } from '../../issuer/demo/seed-organisations.ts'
import type { World } from '../../issuer/steps/world.ts'
import { keyWrapping } from '../../keys/index.ts'
import { openTestDatabase, type TestDatabase } from '../fixtures/database.ts'
import { memorySigner } from './memory-signer.ts'

export const ISSUER_URL = 'http://localhost:4000'
export const VERIFIER_URL = 'http://localhost:4001'
const OIDC_ISSUER = 'http://localhost:4010'

/** A clock that stands until it is moved. */
export interface Clock {
  at: Date
  advance(seconds: number): void
}

export interface House {
  readonly database: TestDatabase
  readonly world: World
  readonly clock: Clock
  /** How often anything was signed. */
  readonly signatures: () => number
  who(sub: string, role: Role, slug?: string): Promise<Actor>
  close(): Promise<void>
}

/** The demo's organisations and people on a real database, keys in memory, a clock in the test's hand. */
export async function openHouse(): Promise<House> {
  const database = await openTestDatabase()
  const clock: Clock = {
    at: new Date('2026-11-23T09:00:00Z'),
    advance(seconds) {
      clock.at = new Date(clock.at.getTime() + seconds * 1000)
    },
  }
  const now = () => clock.at
  const signers = new Map<string, Signer>()
  let signatures = 0
  const signerFor = async (slug: string) => {
    const signer = signers.get(slug) ?? memorySigner(() => signatures++)
    signers.set(slug, signer)
    return signer
  }
  const world: World = {
    db: openDatabase({ pool: database.pool, now }),
    now,
    issuerUrl: ISSUER_URL,
    verifierUrl: VERIFIER_URL,
    offerTtlSeconds: 600,
    signerFor,
    ensureKey: async (slug) => void (await signerFor(slug)),
    wrapping: keyWrapping(Buffer.alloc(32, 7)),
    sealFor: noSeal,
  }
  await seedOrganisations({ world, oidcIssuer: OIDC_ISSUER })
  return {
    database,
    world,
    clock,
    signatures: () => signatures,
    who: (sub, role, slug) => actorOf({ sub, role, ...(slug !== undefined && { slug }) }, world.db),
    close: () => database.close(),
  }
}

/** The steps of the procedure seal nothing; whoever tests a sealed rendering brings a keystore. */
async function noSeal(org: string): Promise<never> {
  throw new AttestaError('keystore.no-seal', { org })
}
