import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const WAIT_MS = 15_000

/** Ends a server that a killed supervisor left on this cluster; two on one cluster PostgreSQL itself forbids. */
export async function stopLeftover({ cluster }: { cluster: string }): Promise<void> {
  const pid = pidOf(cluster)
  if (pid === undefined || !serves(pid, cluster)) return
  process.kill(pid, 'SIGINT')
  const deadline = performance.now() + WAIT_MS
  while (serves(pid, cluster)) {
    if (performance.now() > deadline) throw new Error(`Another PostgreSQL (process ${pid}) still holds ${cluster}.`)
    await sleep(50)
  }
}

function pidOf(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  return Number.isInteger(pid) && pid > 1 ? pid : undefined
}

/** Process numbers come round again: only one that works inside the cluster is its server. Where that cannot be seen, PostgreSQL decides. */
function serves(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    return false
  }
}
