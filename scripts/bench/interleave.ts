export interface InterleaveInput {
  /** What is compared: each is called again and again with a running number. */
  readonly candidates: Readonly<Record<string, (n: number) => unknown>>
  readonly rounds?: number
  readonly sliceMs?: number
}

/**
 * Operations per CPU second (user and system, all threads) of candidates that take turns in one process: median over rounds in
 * rotated order. On a shared machine that is steadier than wall time, and only ratios between the candidates mean anything.
 */
export async function interleave({ candidates, rounds = 7, sliceMs = 400 }: InterleaveInput): Promise<Record<string, number>> {
  const names = Object.keys(candidates)
  const measured = new Map<string, number[]>(names.map((name) => [name, []]))
  for (const name of names) await slice(candidates[name], sliceMs)
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length] ?? ''
      measured.get(name)?.push(await slice(candidates[name], sliceMs))
    }
  }
  return Object.fromEntries([...measured].map(([name, values]) => [name, median(values)]))
}

async function slice(work: ((n: number) => unknown) | undefined, ms: number): Promise<number> {
  const cpu = process.cpuUsage()
  const began = performance.now()
  let done = 0
  do {
    await work?.(done)
    done++
  } while (performance.now() - began < ms)
  const { user, system } = process.cpuUsage(cpu)
  return done / ((user + system) / 1_000_000)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
