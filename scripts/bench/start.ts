import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'

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
    const rssMb = Math.round(residentBytes(second.child.pid ?? 0) / 1_000_000)
    await stop(second.child)
    return { firstStartSeconds: first.seconds, secondStartSeconds: second.seconds, rssMb }
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

/** Resident memory of a process and all below it, npm itself included; pages that they share count once for each. */
function residentBytes(root: number): number {
  const parents = new Map<number, number>()
  const resident = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8')
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]))
      resident.set(Number(name), Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024)
    } catch {
      // Gone since the folder was read.
    }
  }
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && pid > 1 && isBelow(parents.get(pid) ?? 0))
  return [...resident].filter(([pid]) => isBelow(pid)).reduce((sum, [, bytes]) => sum + bytes, 0)
}
