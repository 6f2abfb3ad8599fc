import { readFileSync } from 'node:fs'
import { verifyDocument } from '../../../credential/verify/index.ts'
import type { World } from '../../../credential/verify/world.ts'

/** One file judged in a process of its own, and what that took beyond what the program itself takes. */
const world: World = {
  now: new Date('2026-11-28T09:00:00Z'),
  trust: { trustAnchors: [], recognitions: [] },
  fetch: () => Promise.reject(new TypeError('there is no network')),
} as unknown as World

/** `maxRSS` counts what the process that started this one had. */
function peak(): number {
  const [, kilobytes = 'NaN'] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

async function judgeAlone(path: string): Promise<void> {
  await verifyDocument({ bytes: new TextEncoder().encode('{}') }, world)
  const bytes = new Uint8Array(readFileSync(path))
  const [cpu, memory] = [process.cpuUsage(), process.memoryUsage().rss]
  const { verdict, checks } = await verifyDocument({ bytes }, world)
  const { user, system } = process.cpuUsage(cpu)
  const codes = checks.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code)
  const megabytes = (peak() - memory) / 1024 / 1024
  process.stdout.write(JSON.stringify({ verdict, codes, cpuSeconds: (user + system) / 1e6, megabytes }))
}

void judgeAlone(process.argv[2] ?? '')
