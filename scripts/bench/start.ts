import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { memoryBelow } from './memory-below.ts'

const SETTLE_MS = 3_000

/** `npm start` of a fresh clone in a temporary folder: seconds until it greets, the first time and the second, and the memory of all its processes. */
export async function benchStart(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'attesta-bench-'))
  const clone = join(folder, 'attesta')
  try {
    execFileSync('git', ['clone', '--quiet', process.cwd(), clone])
    const env = { ...process.env, ...(await addresses()), ATTESTA_DATA: join(folder, 'data') }
    const first = await start({ clone, env })
    await stop(first.child)
    const second = await start({ clone, env })
    await sleep(SETTLE_MS)
    const memory = memoryBelow(second.child.pid ?? 0)
    await stop(second.child)
    return { firstStartSeconds: first.seconds, secondStartSeconds: second.seconds, ...memory }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function addresses(): Promise<Record<string, string>> {
  const [issuer, verifier, wallet, oidc, smtp] = await Promise.all(Array.from({ length: 5 }, freePort))
  return {
    ISSUER_URL: `http://localhost:${issuer}`,
    VERIFIER_URL: `http://localhost:${verifier}`,
    WALLET_URL: `http://localhost:${wallet}`,
    OIDC_ISSUER: `http://localhost:${oidc}`,
    SMTP_URL: `smtp://localhost:${smtp}`,
  }
}

function start({ clone, env }: { clone: string; env: NodeJS.ProcessEnv }): Promise<{ child: ChildProcess; seconds: number }> {
  const began = performance.now()
  // A group of its own, as in a terminal: Ctrl-C reaches npm and what it runs.
  const child = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  return new Promise((resolve, reject) => {
    let said = ''
    const listen = (text: Buffer) => {
      said += text.toString()
      process.stderr.write(text)
      if (said.includes('Attesta runs')) resolve({ child, seconds: Math.round((performance.now() - began) / 100) / 10 })
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((done) => child.once('exit', done))
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT')
  await ended
}
