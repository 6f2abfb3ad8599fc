import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { runProgram } from './run-program.ts'
import { writeStamp } from './stamps.ts'
import { servers, staleTargets, type Target } from './targets.ts'

/**
 * Builds what is stale: Prisma's client, one bundle a process, one folder a web app. A program of its own, so that what the
 * tools need in memory is gone when the product runs.
 */
const builders: Readonly<Record<Target['kind'], (target: Target) => Promise<void>>> = {
  prisma: async () => {
    const { status, stderr } = spawnSync(process.execPath, ['prisma/generate.mjs'], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`Prisma's client could not be generated.\n${stderr}`)
  },
  async servers() {
    const { build } = await import('esbuild')
    await build({
      entryPoints: Object.fromEntries(Object.entries(servers).filter(([, source]) => existsSync(source))),
      outdir: 'dist',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      packages: 'external',
      // The one package that is taken in: unused, its many languages and checks weigh more than all of ours.
      alias: { zod: './node_modules/zod/index.js' },
      conditions: ['node'],
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'linked',
      logLevel: 'warning',
    })
  },
  web: ({ name }) =>
    runProgram([
      process.execPath,
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      `${name}/web/vite.config.ts`,
      '--logLevel',
      'warn',
    ]),
}

const stale = staleTargets()
const began = performance.now()
const make = async (target: Target) => {
  const fingerprint = target.fingerprint()
  await builders[target.kind](target)
  writeStamp(target.name, fingerprint)
}
const pages = stale.filter(({ kind }) => kind === 'web')
for (const target of stale.filter(({ kind }) => kind !== 'web')) await make(target)
// The first compiles the sheet that all share; then one app a core.
const [first, ...others] = pages
if (first !== undefined) await make(first)
await Promise.all(others.map(make))
if (stale.length > 0)
  console.log(`Built ${stale.map(({ name }) => name).join(', ')} in ${Math.round((performance.now() - began) / 100) / 10} s.`)
