import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

export interface CompareInput {
  /** Called again and again with a running number. */
  readonly ours: (n: number) => unknown
  readonly theirs: (n: number) => unknown
  readonly rounds?: number
  /** Milliseconds of processor time that each has in a round. */
  readonly sliceMs?: number
}

const WARM_UP_SLICES = 6

setFlagsFromString('--expose-gc')
/** Of the young only: a full collection forced from outside also throws away compiled code. */
const gc: (options: { type: 'minor' }) => void = runInNewContext('gc')

/**
 * How many times as much ours does in the same processor time, to two digits behind the point. Both run in this process and in turns, the
 * first one first in every second round, so that whatever else the machine does meets both; each round gives one quotient, and the
 * median of them counts. What is measured is the time that the processor spent on this process (user and system, all threads), never
 * that of the clock: slices and warm-up are as long on a busy machine. Each begins with the young garbage of the other collected.
 */
export async function compare({ ours, theirs, rounds = 15, sliceMs = 120 }: CompareInput): Promise<number> {
  for (const work of [ours, theirs]) await perSecond(work, sliceMs * WARM_UP_SLICES)
  const quotients: number[] = []
  for (let round = 0; round < rounds; round++) {
    const turns = round % 2 === 0 ? [ours, theirs] : [theirs, ours]
    const [first = 0, second = 1] = [await perSecond(turns[0], sliceMs), await perSecond(turns[1], sliceMs)]
    quotients.push(round % 2 === 0 ? first / second : second / first)
  }
  return Math.round(median(quotients) * 100) / 100
}

/** Times that the work is done in a second of processor time. */
async function perSecond(work: CompareInput['ours'] = () => {}, ms: number): Promise<number> {
  gc({ type: 'minor' })
  const began = process.cpuUsage()
  let done = 0
  let spent = 0
  // Looking at the clock costs a microsecond: after each eighth of what was done so far is often enough.
  for (let next = 1; spent < ms * 1000; next = done + Math.max(1, done >> 3)) {
    while (done < next) await work(done++)
    const { user, system } = process.cpuUsage(began)
    spent = user + system
  }
  return done / (spent / 1_000_000)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
