import { strictEqual } from 'node:assert'
import { readdirSync } from 'node:fs'
import type { PublicJwk } from '../../credential/crypto/port.ts'
import { verifyProofs } from '../../credential/data-integrity/index.ts'
import { decodeMultikey } from '../../credential/did/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { type Family, readVector, runFamily, vectorUrl } from './family.ts'
import { testContexts } from './test-contexts.ts'

interface Mutation {
  readonly id: string
  readonly expect: 'accept' | 'reject'
  readonly document: JsonObject
}

const folder = 'w3c/di-mutations'

/** Published signed documents, unchanged and changed in some twenty ways each. The proof alone is judged. */
export async function diMutations(): Promise<Family> {
  const mutations = readdirSync(vectorUrl(folder))
    .sort()
    .flatMap((file) =>
      readVector<Mutation[]>(`${folder}/${file}`).map((mutation) => ({ path: `${folder}/${file}#${mutation.id}`, mutation })),
    )
  return runFamily({
    name: 'Data Integrity mutations',
    cases: mutations.map(({ path, mutation }) => ({ path, run: () => runMutation(mutation) })),
  })
}

async function runMutation({ document, expect }: Mutation): Promise<void> {
  const failure = await verifyProofs({ document, resolveKey: didKeyOnly, contexts: testContexts }).then(
    () => undefined,
    (error: Error) => error,
  )
  if (expect === 'accept' && failure !== undefined) throw failure
  strictEqual(failure === undefined, expect === 'accept', 'accepted')
}

/** The key that a did:key URL is, or that stands in the fragment of an address. */
export async function didKeyOnly(verificationMethod: string): Promise<PublicJwk> {
  return decodeMultikey(verificationMethod.split('#')[1] ?? '')
}
