import type { Pool } from 'pg'
import type { Trust, World } from '../credential/verify/world.ts'
import type { RequestSigner } from './openid4vp/request-signer.ts'

/** What the routes work with; made once, in `server.ts`. */
export interface VerifierWorld extends Pick<World, 'accreditations' | 'conformsToShapes'> {
  readonly pool: Pool
  readonly now: () => Date
  /** The guarded fetch: every URL that a document names goes through it. */
  readonly fetch: World['fetch']
  readonly trust: Trust
  /** For judging the files of one form, all together. Default a minute. */
  readonly judgingMs?: number
  /** Absent where this verifier may not ask wallets: `signerOf` says so. */
  readonly requestSigner?: RequestSigner
  readonly settings: {
    /** Base URL of this service, without a trailing slash. */
    readonly verifierUrl: string
    readonly walletUrl: string
    /** Who the page says it is, to wallets. */
    readonly clientName: string
    readonly demo: boolean
    /** Where the demo's issuer keeps documents for trying; the page asks for them like for anybody's. */
    readonly demoDocuments: string
  }
}

/** The world of one verification: its time is the moment of the request. */
export function verificationWorld(world: VerifierWorld): World {
  const { fetch, trust, settings, accreditations, conformsToShapes } = world
  return {
    now: world.now(),
    fetch,
    trust,
    limits: { allowLoopbackHttp: settings.demo },
    ...(accreditations === undefined ? {} : { accreditations }),
    ...(conformsToShapes === undefined ? {} : { conformsToShapes }),
  }
}
