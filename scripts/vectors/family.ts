import { readFileSync } from 'node:fs'

/** A row of `npm run vectors`: how many published cases end as their manifest says, and the reasons of those that do not. */
export interface Family {
  readonly name: string
  readonly ok: number
  readonly total: number
  readonly deviations: readonly { readonly path: string; readonly why: string }[]
}

/** One case: resolves where the result is the published one, throws with the reason otherwise. */
export interface Case {
  readonly path: string
  readonly run: () => Promise<void>
}

/** Runs the cases of a family. `explained` gives the reason of a difference that is meant. */
export async function runFamily({ name, cases, explained = {} }: FamilyInput): Promise<Family> {
  const deviations: { path: string; why: string }[] = []
  for (const { path, run } of cases) {
    const failure = await run().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    if (failure !== undefined) deviations.push({ path, why: explained[path] ?? `unexplained: ${failure}` })
  }
  return { name, ok: cases.length - deviations.length, total: cases.length, deviations }
}

export interface FamilyInput {
  readonly name: string
  readonly cases: readonly Case[]
  readonly explained?: Readonly<Record<string, string>>
}

const root = new URL('../../../shared/vectors/', import.meta.url)

/** A file of the shared vectors, parsed. */
export function readVector<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'))
}

export function vectorUrl(path: string): URL {
  return new URL(path, root)
}
