import { strictEqual } from 'node:assert'
import { verifyProofs } from '../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { didKeyOnly } from './di-mutations.ts'
import { type Family, readVector, runFamily } from './family.ts'

interface Entry {
  readonly path: string
  readonly group: string
  readonly expect?: string
}

/** Signed badges of the Digital Credentials Consortium: the proof alone, since time, status and did:web are other checks. */
export async function dccBadges(): Promise<Family> {
  const files = readVector<Entry[]>('w3c/manifest.json').filter(
    ({ group, expect }) => group === 'dcc-verifier-core' && expect !== undefined,
  )
  const cases = files.map(({ path, expect = '' }) => ({ path: `w3c/${path}`, expect, document: readVector<JsonObject>(`w3c/${path}`) }))
  return runFamily({
    name: 'DCC badges (proof)',
    cases: cases.map(({ path, expect, document }) => ({ path, run: () => runBadge(document, expect) })),
  })
}

async function runBadge(document: JsonObject, expect: string): Promise<void> {
  const failure = await verifyProofs({ document, resolveKey: didKeyOnly }).then(
    () => undefined,
    (error: Error) => error,
  )
  if (expect.includes('signature')) strictEqual(failure !== undefined, true, 'accepted')
  else if (failure !== undefined) throw failure
}
