import type { App } from './app.ts'
import type { Config } from './config.ts'

/** A request that takes longer than this after the signal is cut off (security.md §4: finish within 20 s). */
const DRAIN_MS = 20_000

export interface ServeInput {
  readonly app: App
  readonly config: Config
  readonly port: number
}

/** Served by this process: in the demo, more than one. */
const serving = new Set<App>()

/**
 * Makes a process of an application: listens, says `ready` to whoever started it, and leaves in good order on SIGTERM, on
 * Ctrl-C and when its starter is gone: no new requests, the running ones to their end, then what `onClose` hooks hold.
 */
export async function serve({ app, config, port }: ServeInput): Promise<void> {
  serving.add(app)
  let leaving = false
  const leave = () => {
    if (leaving) return
    leaving = true
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    app.close().then(
      () => serving.delete(app) && serving.size === 0 && process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, leave)
  process.on('disconnect', leave)
  await app.listen({ port, host: config.listen.host })
  process.send?.('ready')
}
