import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Installs packages of Debian where we may; tells whether they are there now. */
export function installFromDebian({ packages, what }: { packages: readonly string[]; what: string }): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.log(`Installing ${what} with apt-get (once) …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...words: string[]) => spawnSync('apt-get', words, { env, stdio: 'ignore' }).status === 0
  const install = () => run('install', '-y', '--no-install-recommends', ...packages)
  return install() || (run('update') && install())
}
