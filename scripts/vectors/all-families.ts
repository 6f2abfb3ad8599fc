import { readdirSync } from 'node:fs'
import type { Family } from './family.ts'

const folder = new URL('.', import.meta.url)
/** The command itself, which would run all of them again. */
const COMMAND = 'index.ts'

/** A row for each family: every file beside this one that exports `run` adds its own. */
export async function allFamilies(): Promise<Family[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== COMMAND)
  const families: Family[] = []
  for (const name of names.sort()) {
    const { run }: { run?: () => Promise<Family[]> } = await import(new URL(name, folder).href)
    if (run !== undefined) families.push(...(await run()))
  }
  return families
}
