import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** SHA-256 over the names and bytes of all files below `paths` that `keep` keeps: changes when, and only when, a source changes. */
export function fingerprint({ paths, keep = () => true }: { paths: readonly string[]; keep?: (path: string) => boolean }): string {
  const digest = createHash('sha256')
  for (const path of paths.flatMap(filesBelow).filter(keep)) digest.update(`${path}\0`).update(readFileSync(path)).update('\0')
  return digest.digest('hex')
}

function filesBelow(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return []
  if (found.isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}
