import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/** How a program is to be started: words before it, and the user it runs as. */
export interface Launch {
  readonly prefix: readonly string[]
  readonly options: { readonly uid?: number; readonly gid?: number }
}

const MAPPED = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
const NOBODY = 65_534

/**
 * PostgreSQL refuses to run as root. Where we are root, a user namespace shows it another user while the files stay ours;
 * where namespaces are forbidden, it runs as `nobody`, who is given the folder.
 *
 * @throws Error with one sentence where neither can be had
 */
export function unprivileged({ folder }: { folder: string }): Launch {
  if (process.getuid?.() !== 0) return { prefix: [], options: {} }
  const [program = '', ...words] = MAPPED
  if (spawnSync(program, [...words, 'true']).status === 0) return { prefix: MAPPED, options: {} }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const closed = parentsOf(folder).find((parent) => existsSync(parent) && (statSync(parent).mode & 0o001) === 0)
  if (closed !== undefined) {
    throw new Error(`PostgreSQL does not run as root, and other users cannot enter ${closed}: set ATTESTA_DATA to a folder they can reach.`)
  }
  chownSync(folder, NOBODY, NOBODY)
  return { prefix: [], options: { uid: NOBODY, gid: NOBODY } }
}

function parentsOf(folder: string): string[] {
  const parent = dirname(resolve(folder))
  return parent === resolve(folder) ? [] : [parent, ...parentsOf(parent)]
}
