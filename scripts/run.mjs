// `npm run bench|vectors|attesta|docs|elm:install`: runs a command written in TypeScript, from the repository's folder.
import { spawnSync } from 'node:child_process'
import { checkNode, installPackages, root } from './install.mjs'

const commands = {
  attesta: 'scripts/attesta/main.ts',
  bench: 'scripts/bench/main.ts',
  'demo:large': 'scripts/demo-large/main.ts',
  docs: 'scripts/docs/main.ts',
  elm: 'scripts/elm/main.ts',
  erase: 'scripts/erase/main.ts',
  vectors: 'scripts/vectors/index.ts',
}

checkNode()
const [name = '', ...words] = process.argv.slice(2)
const entry = commands[name]
if (entry === undefined) {
  console.error(`Unknown command "${name}". There are: ${Object.keys(commands).join(', ')}.`)
  process.exit(1)
}
await installPackages()
const { status, signal } = spawnSync(process.execPath, ['--import', 'tsx', `${root}${entry}`, ...words], { stdio: 'inherit', cwd: root })
process.exit(signal === null ? (status ?? 1) : 1)
