import type { Signer } from '../../credential/crypto/port.ts'
import { AttestaError } from '../../credential/errors.ts'
import type { Actor, Role } from '../../issuer/auth/actor.ts'
import { type Database, openDatabase } from '../../issuer/db/database.ts'
import { openDeskPool, sitDown, takeSeat } from '../../issuer/db/desk.ts'
import type { Request } from '../../issuer/db/idempotency.ts'
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
  /** The same beyond the second wall, for what the service does by itself. */
  readonly beyond: World
  readonly clock: Clock
  /** How often anything was signed. */
  readonly signatures: () => number
  who(sub: string, role: Role, slug?: string): Promise<Actor>
  close(): Promise<void>
}

/**
 * What the service does outside the second wall, as `app.ts` mounts it: acts over the rows of many, of jobs and of public pages; and what only
 * the demo does (`take-over-case`). What the Region does to an act of a body is done there, too.
 */
const BEYOND: readonly string[] = [
  ...['hand-over', 'register-organisation', 'recognise', 'withdraw-recognition', 'give-key', 'make-export', 'reconcile-export'],
  ...[
    'ask-audit-file',
    'order-correction',
    'dossier.erased',
    'evidence.erased',
    'volunteer.erased',
    'citizen.upload',
    'citizen.request',
    'citizen.offer',
    'take-over-case',
  ],
]

/**
 * The demo's organisations and people on a real database, keys in memory, a clock in the test's hand. Steps run as in production, at the
 * desk of whoever does them, behind the second wall; what a test reads or does to the tables itself goes through the owner.
 */
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
  const owner: World = {
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
  await seedOrganisations({ world: owner, oidcIssuer: OIDC_ISSUER })
  const deskPool = openDeskPool(database.pool)
  const isRegion = async (id: string) =>
    (await owner.db.rows(`SELECT 1 FROM organisation WHERE id = $1 AND kind = 'region'`, [id])).length > 0
  const beyond = async ({ organisationId, action }: Request) =>
    BEYOND.includes(action) || (action.startsWith('status.') && (await isRegion(organisationId)))
  const world: World = { ...owner, db: atDesks({ owner: owner.db, desk: openDatabase({ pool: deskPool, now }), beyond }) }
  return {
    database,
    world,
    beyond: owner,
    clock,
    signatures: () => signatures,
    who: (sub, role, slug) => actorOf({ sub, role, ...(slug !== undefined && { slug }) }, world.db),
    async close() {
      await deskPool.end()
      await database.close()
    },
  }
}

/** Each unit of work at the desk of the organisation that asks for it, as the guard of the console seats a request. */
function atDesks({ owner, desk, beyond }: { owner: Database; desk: Database; beyond: (request: Request) => Promise<boolean> }): Database {
  return {
    ...owner,
    async transaction(request, work) {
      if (await beyond(request)) return owner.transaction(request, work)
      return new Promise((resolve, reject) => {
        takeSeat(() => {
          sitDown(request.organisationId)
          desk.transaction(request, work).then(resolve, reject)
        })
      })
    },
  }
}

/** The steps of the procedure seal nothing; whoever tests a sealed rendering brings a keystore. */
async function noSeal(org: string): Promise<never> {
  throw new AttestaError('keystore.no-seal', { org })
}
