// `npm test`: everything, with everything it needs. Only what must come before our own code stands here; the rest is scripts/test/.
import { bundleScripts } from './bundle.mjs'
import { checkNode, installPackages, root } from './install.mjs'

checkNode()
process.chdir(root)
await installPackages()
const moduleOf = bundleScripts({ test: 'scripts/test/main.ts', build: 'scripts/build/main.ts' })
await import(moduleOf('test'))
