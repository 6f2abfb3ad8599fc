// `npm start`: from a fresh clone to the running product. Only what must come before our own code stands here; the rest is scripts/start/.
import { checkNode, installPackages, root } from './install.mjs'

checkNode()
process.chdir(root)
installPackages()
const { bundleScripts } = await import('./bundle.mjs')
const moduleOf = await bundleScripts({ start: 'scripts/start/main.ts', build: 'scripts/build/main.ts' })
await import(moduleOf('start'))
