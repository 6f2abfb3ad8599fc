import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { embeddedPrograms, type Programs } from './programs.ts'
import { stopLeftover } from './stop-leftover.ts'
import { type Launch, unprivileged } from './unprivileged.ts'

const USER = 'attesta'
const DATABASE = 'attesta'
const READY_MS = 60_000
const STOP_MS = 15_000

export interface StartPostgresInput {
  /** Folder of its own: cluster, password and log go there. Made where it is missing. */
  readonly dataDir: string
  /** Default: any free one. */
  readonly port?: number
  /** Settings of postgresql.conf over ours; tests open more connections, and give up `fsync` for speed. */
  readonly settings?: Readonly<Record<string, string | number>>
  /** Default: the PostgreSQL that npm installed. */
  readonly programs?: Programs
}

export interface RunningPostgres {
  readonly url: string
  readonly pid: number
  /** Resolves with the exit code when the server ends, wanted or not. */
  readonly ended: Promise<number | null>
  /** Ends sessions, writes everything down, resolves when the server is gone. */
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL on the loopback, as root or not. Small memory, full durability: `fsync`, `synchronous_commit` and
 * `full_page_writes` stay on (security.md §2 row 60).
 */
export async function startPostgres({
  dataDir,
  port,
  settings = {},
  programs = embeddedPrograms(),
}: StartPostgresInput): Promise<RunningPostgres> {
  const folder = resolve(dataDir)
  const cluster = join(folder, 'cluster')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const password = passwordOf(folder)
  const launch = unprivileged({ folder })
  if (!existsSync(join(cluster, 'PG_VERSION')))
    makeCluster({ folder, cluster, programs, launch, sync: settings.fsync === 'off' ? ['--no-sync'] : [] })
  await stopLeftover({ cluster })

  const listening = port ?? (await freePort())
  const server = spawnServer({ programs, launch, cluster, folder, port: listening, settings })
  const ended = new Promise<number | null>((done) => server.once('exit', done))
  await ready({ cluster, server, log: join(folder, 'log') })
  return {
    url: `postgresql://${USER}:${password}@127.0.0.1:${listening}/${DATABASE}`,
    pid: server.pid ?? 0,
    ended,
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return
      server.kill('SIGINT') // "fast": ends sessions, then a checkpoint
      if ((await Promise.race([ended, sleep(STOP_MS, 'late', { ref: false })])) !== 'late') return
      server.kill('SIGQUIT')
      await ended
    },
  }
}

function passwordOf(folder: string): string {
  const file = join(folder, 'password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

interface ClusterInput {
  readonly folder: string
  readonly cluster: string
  readonly programs: Programs
  readonly launch: Launch
}

/** Made beside its place and moved there: a cluster that was interrupted half-way never counts as one. */
function makeCluster({ folder, cluster, programs, launch, sync }: ClusterInput & { sync: readonly string[] }): void {
  const unfinished = `${cluster}.unfinished`
  rmSync(unfinished, { recursive: true, force: true })
  const run = (words: readonly string[], input = '') => {
    const [program = '', ...rest] = [...launch.prefix, ...words]
    const { status, stderr, error } = spawnSync(program, rest, { ...launch.options, encoding: 'utf8', input })
    if (status !== 0) throw new Error(`PostgreSQL could not make its folder ${cluster}: ${stderr || error?.message}`)
  }
  const password = ['--pwfile', join(folder, 'password'), '--auth=scram-sha-256']
  run([programs.initdb, '-D', unfinished, '-U', USER, ...sync, ...password, '-E', 'UTF8', '--locale=C'])
  run([programs.postgres, '--single', '-D', unfinished, 'postgres'], `CREATE DATABASE ${DATABASE};\n`)
  renameSync(unfinished, cluster)
}

function spawnServer({
  programs,
  launch,
  cluster,
  folder,
  port,
  settings,
}: ClusterInput & { port: number; settings: Readonly<Record<string, string | number>> }): ChildProcess {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 40,
    shared_buffers: '16MB',
    max_parallel_workers: 0,
    max_parallel_workers_per_gather: 0,
    autovacuum_max_workers: 1,
    max_logical_replication_workers: 0,
    wal_buffers: '1MB',
    max_wal_size: '128MB',
    jit: 'off',
    ...programs.settings,
    ...settings,
  }
  const words = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [program = programs.postgres, ...before] = [...launch.prefix, ...pdeathsig(), programs.postgres]
  const log = openSync(join(folder, 'log'), 'a', 0o600)
  try {
    // A session of its own: Ctrl-C reaches us alone, so that the services finish before their database does.
    return spawn(program, [...before, '-D', cluster, '-p', String(port), ...words], {
      ...launch.options,
      detached: true,
      stdio: ['ignore', log, log],
    })
  } finally {
    closeSync(log)
  }
}

/** Linux: a supervisor that is killed takes its server along, in good order. */
function pdeathsig(): string[] {
  return existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'INT', '--'] : []
}

/** PostgreSQL writes its state into the eighth line of postmaster.pid; `pg_ctl -w` waits for the same word. */
async function ready({ cluster, server, log }: { cluster: string; server: ChildProcess; log: string }): Promise<void> {
  const deadline = performance.now() + READY_MS
  for (;;) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error(`PostgreSQL did not start: see ${log}.`)
    const [pid, , , , , , , state] = linesOf(join(cluster, 'postmaster.pid'))
    if (Number(pid) === server.pid && state?.trim() === 'ready') return
    if (performance.now() > deadline) {
      server.kill('SIGQUIT')
      throw new Error(`PostgreSQL was not ready within ${READY_MS / 1000} seconds: see ${log}.`)
    }
    await sleep(20)
  }
}

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}
