import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Once before all tests: what is stale is built. */
export default function buildProduct(): void {
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build/main.ts'], { cwd: ROOT, stdio: 'inherit' })
}
