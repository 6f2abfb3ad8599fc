import { spawn } from 'node:child_process'

/** What a stage of `npm test` adds to the end: a number, and a line for each thing that failed. */
export interface Count {
  readonly passed: number
  readonly faults: readonly string[]
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
  const { passed, faults } = await work().catch((error: unknown) => ({
    passed: 0,
    faults: [error instanceof Error ? error.message : String(error)],
  }))
  console.log(`── ${title}: ${passed} passed, ${faults.length} failed, ${Math.round((performance.now() - began) / 1000)} s`)
  return { passed, faults: faults.map((fault) => `${title}: ${fault}`) }
}
