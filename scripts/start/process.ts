import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Long, for a first start on a busy machine: a process that ends is noticed at once. */
const READY_MS = 180_000
/** Longer than the services themselves take to finish what they have begun. */
const STOP_MS = 25_000

export interface ServiceInput {
  readonly name: string
  /** Addresses that answer 200 once the process can do its work. */
  readonly ready: readonly string[]
  /** Module to run. */
  readonly entry: string
  readonly env: Readonly<Record<string, string>>
  readonly dataDir: string
}

export interface Service {
  readonly name: string
  readonly pid: number
  /** Resolves when the process is gone, wanted or not. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

/** A service whose starter was killed leaves too, in good order: a second start must find its ports free. */
const LEAVE_WITH_STARTER = ['--import', 'data:text/javascript,process.on("disconnect",()=>process.kill(process.pid,"SIGTERM"))']

/**
 * Small heaps, and one arena for what is beside them: our processes share one machine with a database. Source maps are left
 * out: kept in memory for each package, they weigh a tenth of a service. `NODE_OPTIONS=--enable-source-maps` brings them back.
 */
const MEMORY = ['--max-semi-space-size=1', '--max-old-space-size=192']

/**
 * Starts one process and waits until its `/ready` answers. Its log goes to `<data>/log/<name>.log`.
 *
 * @throws Error with the last lines of its log when it ends before it is ready
 */
export async function startService({ name, ready, entry, env, dataDir }: ServiceInput): Promise<Service> {
  const folder = join(dataDir, 'log')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.log`)
  const log = openSync(path, 'w', 0o600)
  const child = fork(entry, {
    env: { MALLOC_ARENA_MAX: '1', ...env },
    execArgv: [...MEMORY, ...LEAVE_WITH_STARTER],
    stdio: ['ignore', log, log, 'ipc'],
  })
  closeSync(log)
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const outcome = await Promise.race([
    answers(ready, child),
    ended.then(() => 'ended' as const),
    sleep(READY_MS, 'late' as const, { ref: false }),
  ])
  if (outcome !== 'ready') {
    child.kill('SIGKILL')
    throw new Error(`The ${name} did not start. The end of ${path}:\n${lastLines(path)}`)
  }
  return { name, pid: child.pid ?? 0, ended, stop: () => stop(child, ended) }
}

async function answers(addresses: readonly string[], child: ChildProcess): Promise<'ready'> {
  for (const address of addresses) {
    while (child.exitCode === null && child.signalCode === null && !(await answersOnce(address))) await sleep(40)
  }
  return 'ready'
}

/** Asked on this machine, whatever name the service goes by; its certificate is for those who come from elsewhere. */
function answersOnce(address: string): Promise<boolean> {
  const { protocol, hostname, port, pathname } = new URL(address)
  const options = { hostname, port, path: pathname, agent: false, rejectUnauthorized: false, timeout: 2_000 }
  return new Promise((tell) => {
    const request = (protocol === 'https:' ? https : http).get(options, (response) => {
      response.resume()
      tell(response.statusCode === 200)
    })
    request.on('error', () => tell(false))
    request.on('timeout', () => request.destroy())
  })
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  if ((await Promise.race([ended, sleep(STOP_MS, 'late', { ref: false })])) !== 'late') return
  child.kill('SIGKILL')
  await ended
}

export function lastLines(path: string): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-15).join('\n')
}
