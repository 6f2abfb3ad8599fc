import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export interface Bundle {
  readonly folder: string
  readonly file: string
  remove(): void
}

/**
 * Runs the program from V8's code cache, where there is one; asked by SIGUSR2, keeps what has been compiled by then. Two hundred
 * processes need not compile the same functions (Node 22 has this as `module.enableCompileCache`).
 */
const LOADER = `
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs')
const { wrap } = require('node:module')
const { Script } = require('node:vm')
const file = require('node:path').join(__dirname, 'program.cjs'), cache = file + '.cache'
const script = new Script(wrap(readFileSync(file, 'utf8')), {
  filename: file,
  cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
})
process.on('SIGUSR2', () => {
  writeFileSync(cache + '.new', script.createCachedData())
  renameSync(cache + '.new', cache)
})
script.runInThisContext().call(module.exports, module.exports, require, module, file, __dirname)
`

/** What the product fetches when it is first needed is in the one file from the beginning: such a file cannot wait at its top level. */
const atOnce: Plugin = {
  name: 'at-once',
  setup({ onLoad }) {
    onLoad({ filter: /credential\/x509\/library\.ts$/ }, () => ({
      contents: "export * as asn1js from 'asn1js'\nexport * as pkijs from 'pkijs'",
      resolveDir: ROOT,
    }))
  },
}

/** The program with all its packages in one file, which node starts in less than half the time. Inside the repository, for what stays outside of it. */
export async function bundle({ entry }: { entry: string }): Promise<Bundle> {
  const folder = mkdtempSync(join(ROOT, 'node_modules/.kill-'))
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile: join(folder, 'program.cjs'),
    bundle: true,
    external: ['pg-native'],
    alias: { zod: join(ROOT, 'node_modules/zod/index.js') },
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href" },
    conditions: ['node'],
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    supported: { 'dynamic-import': false }, // a cached script has no loader for it
    plugins: [atOnce],
    logLevel: 'error',
  })
  const file = join(folder, 'process.cjs')
  writeFileSync(file, LOADER)
  return { folder, file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
