import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const FILE = '.cache/build-stamps.json'

/** What each target was last built from. */
export function readStamps(): Record<string, string> {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {}
}

/** Written after a target is whole, so that an interrupted build is done again. */
export function writeStamp(target: string, fingerprint: string): void {
  mkdirSync(dirname(FILE), { recursive: true })
  writeFileSync(FILE, JSON.stringify({ ...readStamps(), [target]: fingerprint }, null, 2))
}
