import { readFileSync } from 'node:fs'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import type { World } from '../../../credential/verify/world.ts'

/** One file judged in a process of its own, and what that took beyond what the program itself takes. */
const world: World = {
  now: new Date('2026-11-28T09:00:00Z'),
  trust: { issuers: [], sealRoots: [] },
  fetch: () => Promise.reject(new TypeError('there is no network')),
}

/** `maxRSS` counts what the process that started this one had. */
function peak(): number {
  const [, kilobytes = 'NaN'] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

/** What did not pass, in it or in what is inside it. */
function codesOf({ checks, contained = [] }: VerificationResult): readonly string[] {
  const own = checks.filter(({ outcome, code }) => outcome !== 'passed' && code !== 'check.skipped').map(({ code }) => code)
  return [...new Set([...own, ...contained.flatMap(codesOf)])]
}

async function judgeAlone(path: string): Promise<void> {
  await verifyDocument({ bytes: new TextEncoder().encode('{}') }, world)
  const bytes = new Uint8Array(readFileSync(path))
  const [cpu, memory] = [process.cpuUsage(), process.memoryUsage().rss]
  const result = await verifyDocument({ bytes }, world)
  const { user, system } = process.cpuUsage(cpu)
  const megabytes = (peak() - memory) / 1024 / 1024
  process.stdout.write(JSON.stringify({ verdict: result.verdict, codes: codesOf(result), cpuSeconds: (user + system) / 1e6, megabytes }))
}

void judgeAlone(process.argv[2] ?? '')
