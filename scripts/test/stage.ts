import { spawn } from 'node:child_process'

/** What a stage of `npm test` adds to the end: a number, and a line for each thing that failed. */
export interface Count {
  readonly passed: number
  readonly faults: readonly string[]
  /** Tests that were left out, because what they need is not here. */
  readonly notRun?: number
}

export interface Program {
  readonly words: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** Runs a program of the repository (`node_modules/.bin`) with its output in the open; gives back its exit code. */
export function runShown({ words: [program = '', ...words], env = {} }: Program): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...words], { stdio: 'inherit', env: { ...process.env, ...env } })
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Runs one stage and says how long it took; a stage that breaks counts as one failure and stops nothing else. */
export async function stage(title: string, work: () => Promise<Count>): Promise<Count> {
  const began = performance.now()
  console.log(`\n── ${title}`)
  const count = await work().catch(
    (error: unknown): Count => ({ passed: 0, faults: [error instanceof Error ? error.message : String(error)] }),
  )
  console.log(`── ${title}: ${summary([count])}, ${Math.round((performance.now() - began) / 1000)} s`)
  return { ...count, faults: count.faults.map((fault) => `${title}: ${fault}`) }
}

/** "N passed, M failed", and how many were not run where that is not none. */
export function summary(counts: readonly Count[]): string {
  const sum = (of: (count: Count) => number) => counts.reduce((total, count) => total + of(count), 0)
  const notRun = sum((count) => count.notRun ?? 0)
  return `${sum(({ passed }) => passed)} passed, ${sum(({ faults }) => faults.length)} failed${notRun === 0 ? '' : `, ${notRun} NOT RUN`}`
}
