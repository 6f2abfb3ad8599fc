// Turns scripts written in TypeScript into plain modules under .cache/scripts, fast enough to be done each time.
import { root } from './install.mjs'

/**
 * @param {Record<string, string>} entries name of the module → path of its source, from the repository's folder
 * @returns {Promise<(name: string) => string>} where the module of that name lies now
 */
export async function bundleScripts(entries) {
  const { buildSync } = await import('esbuild')
  const outdir = `${root}.cache/scripts`
  buildSync({
    absWorkingDir: root,
    entryPoints: entries,
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    conditions: ['node'],
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  })
  return (name) => `${outdir}/${name}.mjs`
}
