import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** How a program is to be started: words before it, and the user it runs as. */
export interface Launch {
  readonly prefix: readonly string[]
  readonly options: { readonly uid?: number; readonly gid?: number }
}

const MAPPED = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
const NOBODY = 65_534

/**
 * PostgreSQL refuses to run as root. Where we are root, a user namespace shows it another user while the files stay ours;
 * where namespaces are forbidden, it runs as `nobody`, who is given the folder and what lies in it.
 *
 * @throws Error with one sentence where neither can be had
 */
export function unprivileged({ folder }: { folder: string }): Launch {
  if (process.getuid?.() !== 0) return { prefix: [], options: {} }
  const [program = '', ...words] = MAPPED
  if (spawnSync(program, [...words, 'true']).status === 0) return { prefix: MAPPED, options: {} }
  const closed = parentsOf(folder).find((parent) => existsSync(parent) && (statSync(parent).mode & 0o001) === 0)
  if (closed !== undefined) {
    throw new Error(`PostgreSQL does not run as root, and other users cannot enter ${closed}: set ATTESTA_DATA to a folder they can reach.`)
  }
  for (const path of [folder, ...readdirSync(folder).map((name) => join(folder, name))]) chownSync(path, NOBODY, NOBODY)
  return { prefix: [], options: { uid: NOBODY, gid: NOBODY } }
}

function parentsOf(folder: string): string[] {
  const parent = dirname(resolve(folder))
  return parent === resolve(folder) ? [] : [parent, ...parentsOf(parent)]
}
