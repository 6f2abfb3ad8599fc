import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import type { Family } from './family.ts'

/** `npm run vectors [-- --json]`: the published test vectors against our code, a row a family. Every file beside this one that exports `run` adds its own. */
const folder = new URL('.', import.meta.url)
const runners = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== basename(import.meta.filename))
  .sort()

const families: Family[] = []
for (const name of runners) {
  const { run }: { run?: () => Promise<Family[]> } = await import(new URL(name, folder).href)
  if (run !== undefined) families.push(...(await run()))
}

if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ families }))
} else {
  for (const { name, ok, total, deviations } of families) {
    console.log(`${name.padEnd(44)} ${String(ok).padStart(5)} of ${total}`)
    for (const { path, why } of deviations) console.log(`    ${path}: ${why}`)
  }
}
// A difference that nobody has explained is a fault of ours until somebody does.
process.exit(families.some(({ deviations }) => deviations.some(({ why }) => why.startsWith('unexplained'))) ? 1 : 0)
