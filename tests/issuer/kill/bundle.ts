import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export interface Bundle {
  readonly folder: string
  readonly file: string
  remove(): void
}

/** One module that plain node starts quickly, as the product's own processes are built. Inside the repository, so that it finds its packages. */
export async function bundle({ entry }: { entry: string }): Promise<Bundle> {
  const folder = mkdtempSync(join(ROOT, 'node_modules/.kill-'))
  const file = join(folder, 'process.mjs')
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile: file,
    bundle: true,
    packages: 'external',
    conditions: ['node'],
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  return { folder, file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
