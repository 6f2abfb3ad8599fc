import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type RunningPostgres, startPostgres } from '../postgres/start.ts'
import type { Addresses } from './addresses.ts'
import { demoAnchors } from './demo-anchors.ts'
import { demoSealRoots } from './demo-seal-roots.ts'
import { believeOwnCertificate } from './own-certificate.ts'
import { type Service, startService } from './process.ts'

export interface ProductInput {
  readonly addresses: Addresses
  /** Told when each part is there: name and milliseconds. */
  readonly onProgress?: (what: string, ms: number) => void
}

export interface Product {
  readonly pids: readonly number[]
  readonly databaseUrl: string
  /** Resolves with the name of the first part that ended without being asked to. */
  readonly failed: Promise<string>
  /** Stops the services, then the database. */
  stop(): Promise<void>
}

/**
 * Starts everything that was built: database (our own, unless `DATABASE_URL` names another), services, companions. The issuer
 * migrates and seeds on its way up, under a lock.
 * What `npm start` runs, the browser tests and the bench run too.
 */
export async function startProduct({ addresses, onProgress = () => undefined }: ProductInput): Promise<Product> {
  const { env: given, dataDir } = addresses
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const demo = given.NODE_ENV !== 'production'
  const postgres =
    given.DATABASE_URL === undefined
      ? await timed('database', onProgress, () => startPostgres({ dataDir: join(dataDir, 'postgres') }))
      : undefined
  const services: Service[] = []
  try {
    const env = {
      ...given,
      ...believeOwnCertificate(addresses),
      DATABASE_URL: given.DATABASE_URL ?? postgres?.url ?? '',
      ...(demo && given.TRUST_ANCHORS === undefined ? { TRUST_ANCHORS: demoAnchors(addresses) } : {}),
      ...(demo && given.SEAL_ROOTS === undefined ? { SEAL_ROOTS: await demoSealRoots(addresses) } : {}),
    }
    const wanted = processesOf(addresses)
    const started = await Promise.allSettled(wanted.map((one) => timed(one.name, onProgress, () => startService({ ...one, env, dataDir }))))
    for (const one of started) if (one.status === 'fulfilled') services.push(one.value)
    for (const one of started) if (one.status === 'rejected') throw one.reason
    return product({ services, postgres, databaseUrl: env.DATABASE_URL })
  } catch (error) {
    await stopAll({ services, postgres })
    throw error
  }
}

function processesOf({ local: { issuer, verifier, wallet, oidc }, env }: Addresses) {
  const ofIssuer = { name: 'issuer', entry: 'dist/issuer/server.mjs', ready: [`${issuer}/ready`] }
  if (env.NODE_ENV !== 'production') {
    const ready = [`${wallet}/ready`, `${oidc}/health`, `${verifier}/ready`]
    return [ofIssuer, { name: 'verifier, wallet, demo', entry: 'dist/light/services.mjs', ready }]
  }
  return [
    ofIssuer,
    { name: 'verifier', entry: 'dist/verifier/server.mjs', ready: [`${verifier}/ready`] },
    { name: 'wallet', entry: 'dist/wallet-web/server.mjs', ready: [`${wallet}/ready`] },
  ]
}

interface Parts {
  readonly services: readonly Service[]
  readonly postgres: RunningPostgres | undefined
}

function product({ services, postgres, databaseUrl }: Parts & { databaseUrl: string }): Product {
  let stopping: Promise<void> | undefined
  const failed = new Promise<string>((tell) => {
    const unlessStopping = (name: string) => () => stopping === undefined && tell(name)
    for (const { name, ended } of services) void ended.then(unlessStopping(name))
    void postgres?.ended.then(unlessStopping('database'))
  })
  return {
    pids: [...services.map(({ pid }) => pid), ...(postgres === undefined ? [] : [postgres.pid])],
    databaseUrl,
    failed,
    stop() {
      stopping ??= stopAll({ services, postgres })
      return stopping
    },
  }
}

async function stopAll({ services, postgres }: Parts): Promise<void> {
  await Promise.all(services.map((service) => service.stop()))
  await postgres?.stop()
}

async function timed<Result>(what: string, tell: (what: string, ms: number) => void, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now()
  const result = await work()
  tell(what, performance.now() - began)
  return result
}
