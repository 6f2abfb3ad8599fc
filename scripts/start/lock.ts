import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Takes the data folder for this process; gives back how to let go of it.
 *
 * @throws Error with one sentence when a living process holds it
 */
export function lockData({ dataDir, issuer }: { dataDir: string; issuer: string }): () => void {
  const file = join(dataDir, 'running.json')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify({ pid: process.pid, issuer }), { flag: 'wx', mode: 0o600 })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error
    }
    const holder = holderOf(file)
    if (holder !== undefined) {
      throw new Error(
        `Attesta is already running on ${dataDir}, at ${holder.issuer} (process ${holder.pid}): stop that one first, with Ctrl-C.`,
      )
    }
    rmSync(file, { force: true })
  }
}

function holderOf(file: string): { pid: number; issuer: string } | undefined {
  try {
    const holder: { pid: number; issuer: string } = JSON.parse(readFileSync(file, 'utf8'))
    process.kill(holder.pid, 0)
    return holder.pid !== process.pid && isOurs(holder.pid) ? holder : undefined
  } catch {
    return undefined
  }
}

/** A number that came round again belongs to some other program; where that cannot be seen, the lock counts. */
function isOurs(pid: number): boolean {
  try {
    return /node/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch {
    return true
  }
}
