import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Addresses } from './addresses.ts'

/** The verifier trusts nobody by default: the demo names its own Region, in a file like that of any installation. */
export function demoAnchors({ issuer, dataDir }: Addresses): string {
  const file = join(dataDir, 'trust-anchors.json')
  const host = encodeURIComponent(new URL(issuer).host)
  const anchors = [{ id: `did:web:${host}:org:regione-lombardia`, name: 'Regione Lombardia (dimostrativa)', kind: 'region' }]
  writeFileSync(file, `${JSON.stringify(anchors, null, 2)}\n`)
  return file
}
