import { allFamilies } from './all-families.ts'

/** `npm run vectors [-- --json]`: the published test vectors against our code, a row a family. */
const families = await allFamilies()

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
