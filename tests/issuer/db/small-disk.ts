import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly folder: string
  /** Leaves no byte. */
  fill(): void
  free(): void
  remove(): void
}

/** A file system of its own that can be filled; undefined where we may not mount one (not root, not Linux). */
export function smallDisk({ megabytes }: { megabytes: number }): SmallDisk | undefined {
  const mounted = mkdtempSync(join(tmpdir(), 'attesta-disk-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tmpfs', mounted])
  if (status !== 0) {
    rmSync(mounted, { recursive: true })
    return undefined
  }
  const folder = join(mounted, 'postgres')
  const filler = join(mounted, 'filler')
  mkdirSync(folder)
  return {
    folder,
    fill() {
      for (const bytes of [1_048_576, 4_096, 1]) {
        try {
          for (;;) appendFileSync(filler, Buffer.alloc(bytes))
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
        }
      }
    },
    free: () => rmSync(filler),
    remove() {
      spawnSync('umount', [mounted])
      rmSync(mounted, { recursive: true, force: true })
    },
  }
}
