import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '../../scripts/free-port.ts'

// A whole start each time, with a build before the first where sources changed.
vi.setConfig({ testTimeout: 400_000 })

const dataDir = mkdtempSync(join(tmpdir(), 'attesta-whole-'))
const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: undefined, DATABASE_URL: undefined, ATTESTA_DATA: dataDir }
const pages = ['ISSUER_URL', 'VERIFIER_URL', 'WALLET_URL'] as const

beforeAll(async () => {
  for (const name of [...pages, 'OIDC_ISSUER']) env[name] = `http://localhost:${await freePort()}`
  env.SMTP_URL = `smtp://localhost:${await freePort()}`
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

interface Running {
  readonly process: ChildProcess
  readonly ended: Promise<number | null>
  readonly said: () => string
}

async function start(): Promise<Running> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
  while (!said.includes('Attesta runs')) {
    if (child.exitCode !== null) throw new Error(said)
    await sleep(100)
  }
  return { process: child, ended, said: () => said }
}

/** Processes that have our data folder in their environment or on their command line. */
function ours(): string[] {
  return spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes(dataDir) || environmentOf(line).includes(dataDir))
    .filter((line) => !line.includes('vitest'))
}

function environmentOf(line: string): string {
  try {
    return readFileSync(`/proc/${Number.parseInt(line, 10)}/environ`, 'utf8')
  } catch {
    return ''
  }
}

test('one command starts everything, one signal stops everything, and a second start finds what the first one made', async () => {
  const first = await start()
  for (const name of pages) {
    const [ready, page] = await Promise.all([fetch(`${env[name]}/ready`), fetch(`${env[name]}/`, { headers: { accept: 'text/html' } })])
    expect([name, ready.status, page.status]).toEqual([name, 200, 200])
  }
  const region = await (await fetch(`${env.ISSUER_URL}/org/regione-lombardia/did.json`)).text()
  expect(first.said()).toContain(env.WALLET_URL)

  const { status, stderr } = spawnSync(process.execPath, ['scripts/start.mjs'], { env, encoding: 'utf8' })
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^Attesta is already running on .*\n$/)])

  first.process.kill('SIGINT')
  expect(await first.ended).toBe(0)
  expect(ours()).toEqual([])

  const second = await start()
  expect(await (await fetch(`${env.ISSUER_URL}/org/regione-lombardia/did.json`)).text()).toBe(region)

  // What is killed without warning takes its services and its database along.
  second.process.kill('SIGKILL')
  await vi.waitFor(() => expect(ours()).toEqual([]), { timeout: 30_000, interval: 200 })
})
