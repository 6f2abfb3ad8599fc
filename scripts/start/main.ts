import { spawnSync } from 'node:child_process'
import { staleTargets } from '../build/targets.ts'
import { addressesOf } from './addresses.ts'
import { readArguments } from './arguments.ts'
import { greeting } from './greeting.ts'
import { lockData } from './lock.ts'
import { requirePorts } from './ports.ts'
import { type Product, startProduct } from './product.ts'

/** The supervisor of `npm start`: checks, builds, starts, watches, and stops in reverse order. */
async function main(): Promise<void> {
  const addresses = addressesOf({ given: process.env, ...readArguments(process.argv.slice(2)) })
  const unlock = lockData(addresses)
  process.on('exit', unlock)
  const { local } = addresses
  await requirePorts([
    { who: 'issuer', setting: 'ISSUER_URL', address: local.issuer },
    { who: 'verifier', setting: 'VERIFIER_URL', address: local.verifier },
    { who: 'wallet', setting: 'WALLET_URL', address: local.wallet },
    ...(addresses.env.NODE_ENV === 'production'
      ? []
      : [
          { who: 'demo login provider', setting: 'OIDC_ISSUER', address: local.oidc },
          { who: 'demo mailbox', setting: 'SMTP_URL', address: addresses.smtp },
        ]),
  ])
  build()

  const starting = startProduct({ addresses, onProgress: (what, ms) => console.log(`  ${what.padEnd(24)} ${(ms / 1000).toFixed(1)} s`) })
  const isStopping = stopOnSignals(starting)
  const product = await starting.catch((error: unknown) => {
    // Ctrl-C reaches the services too: what they then failed to do is no news.
    if (isStopping()) process.exit(0)
    throw error
  })
  console.log(greeting({ addresses, seconds: Math.round(performance.now() / 100) / 10 }))

  const failed = await product.failed
  console.error(`The ${failed} ended unexpectedly: its log is in ${addresses.dataDir}/log. Stopping the rest.`)
  await product.stop()
  process.exit(1)
}

function build(): void {
  const stale = staleTargets()
  if (stale.length === 0) return
  console.log(`Building ${stale.map(({ name }) => name).join(', ')} …`)
  const { status } = spawnSync(process.execPath, ['.cache/scripts/build.mjs'], { stdio: 'inherit' })
  if (status !== 0) throw new Error('The build failed: its message stands above.')
}

/** Ctrl-C while starting lets the start come to its end first: half-started parts are hard to stop. */
function stopOnSignals(starting: Promise<Product>): () => boolean {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      console.log('\nStopping …')
      starting
        .then((product) => product.stop())
        .then(
          () => process.exit(0),
          () => undefined, // said by whoever waits for the start
        )
    })
  }
  return () => stopping
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
