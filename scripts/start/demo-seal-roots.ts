import { existsSync } from 'node:fs'
import { demoRootFile, openDemoAuthority } from '../../keys/demo-authority.ts'
import type { Addresses } from './addresses.ts'

/** The root of the demo's seals, made before the services start side by side: one certifies with it, the other believes it. */
export async function demoSealRoots({ dataDir }: Pick<Addresses, 'dataDir'>): Promise<string> {
  const file = demoRootFile(dataDir)
  if (!existsSync(file)) await openDemoAuthority({ dataDir, now: new Date() })
  return file
}
