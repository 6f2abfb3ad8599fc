// Turns scripts written in TypeScript into plain modules under .cache/scripts, fast enough to be done each time. esbuild's program is
// called as it is: its JavaScript interface would stay in the supervisor's memory.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { root } from './install.mjs'

const OUTDIR = '.cache/scripts'

/**
 * @param {Record<string, string>} entries name of the module → path of its source, from the repository's folder
 * @returns {(name: string) => string} where the module of that name lies now
 */
export function bundleScripts(entries) {
  const program = platform() === 'win32' ? 'esbuild.exe' : 'bin/esbuild'
  const esbuild = createRequire(import.meta.url).resolve(`@esbuild/${platform()}-${arch()}/${program}`)
  execFileSync(
    esbuild,
    [
      ...Object.entries(entries).map(([name, source]) => `${name}=${source}`),
      `--outdir=${OUTDIR}`,
      '--out-extension:.js=.mjs',
      '--bundle',
      '--packages=external',
      '--conditions=node',
      '--platform=node',
      '--format=esm',
      '--target=node20',
      '--sourcemap=inline',
      '--log-level=warning',
    ],
    { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  return (name) => `${root}${OUTDIR}/${name}.mjs`
}
