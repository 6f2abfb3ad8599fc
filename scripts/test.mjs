// `npm test`: everything, with everything it needs. Only what must come before our own code stands here; the rest is scripts/test/.
import { checkNode, installPackages, root } from './install.mjs'

checkNode()
process.chdir(root)
installPackages()
const { bundleScripts } = await import('./bundle.mjs')
const moduleOf = await bundleScripts({ test: 'scripts/test/main.ts', build: 'scripts/build/main.ts' })
await import(moduleOf('test'))
