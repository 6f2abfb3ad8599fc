import { readFileSync } from 'node:fs'
import { AttestaError } from '../../credential/errors.ts'

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

/**
 * Runs the cases of a family. `explained` says of a difference that is meant why it is, and how it ends: another end is not explained by it,
 * and neither is none.
 *
 * @throws Error for an explanation of a case that there is not
 */
export async function runFamily({ name, cases, explained = {} }: FamilyInput): Promise<Family> {
  const deviations: { path: string; why: string }[] = []
  let ok = 0
  for (const { path, run } of cases) {
    const known = Object.hasOwn(explained, path) ? explained[path] : undefined
    const end = await run().then(
      () => undefined,
      (error: unknown) => endOf(error),
    )
    if (end === undefined && known === undefined) ok += 1
    else if (end === undefined) deviations.push({ path, why: 'unexplained: it ends as published, and is explained as a difference' })
    else if (known !== undefined && end.includes(known.end)) deviations.push({ path, why: known.why })
    else deviations.push({ path, why: `unexplained: ${end}` })
  }
  const unknown = Object.keys(explained).filter((path) => cases.every((one) => one.path !== path))
  if (unknown.length > 0) throw new Error(`${name}: an explanation for what is not there: ${unknown.join(', ')}`)
  return { name, ok, total: cases.length, deviations }
}

/** The code of a refusal; of anything else, which is a fault of ours or of the case, what it says. */
export function endOf(error: unknown): string {
  if (error instanceof AttestaError) return error.code
  return error instanceof Error ? error.message : String(error)
}

export interface FamilyInput {
  readonly name: string
  readonly cases: readonly Case[]
  readonly explained?: Readonly<Record<string, Explained>>
}

export interface Explained {
  readonly why: string
  /** Code of the refusal, or words of what is said. */
  readonly end: string
}

const root = new URL('../../../shared/vectors/', import.meta.url)

/** A file of the shared vectors, parsed. */
export function readVector<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'))
}

export function vectorUrl(path: string): URL {
  return new URL(path, root)
}
