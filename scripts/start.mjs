// `npm start`: from a fresh clone to the running product. Only what must come before our own code stands here; the rest is scripts/start/.

import { setFlagsFromString } from 'node:v8'
import { bundleScripts } from './bundle.mjs'
import { checkNode, installPackages, root } from './install.mjs'

// What follows only waits; it need not keep more memory than it works with.
setFlagsFromString('--max-semi-space-size=1')
checkNode()
process.chdir(root)
await installPackages()
const moduleOf = bundleScripts({ start: 'scripts/start/main.ts', build: 'scripts/build/main.ts' })
await import(moduleOf('start'))
