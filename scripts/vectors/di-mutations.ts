import { strictEqual } from 'node:assert'
import { readdirSync } from 'node:fs'
import type { PublicJwk } from '../../credential/crypto/port.ts'
import { verifyProofs } from '../../credential/data-integrity/index.ts'
import { decodeMultikey } from '../../credential/did/index.ts'
import type { JsonObject } from '../../credential/json/index.ts'
import { endOf, type Family, readVector, runFamily, vectorUrl } from './family.ts'
import { testContexts } from './test-contexts.ts'

interface Mutation {
  readonly id: string
  readonly expect: 'accept' | 'reject'
  readonly document: JsonObject
}

const folder = 'w3c/di-mutations'

/** With which codes each kind of change is refused, suite by suite: refused for another reason, it would be let in once that one is gone. */
const REFUSALS: Readonly<Record<string, readonly string[]>> = {
  'created-changed': ['proof.signature'],
  // The suite that is named now has other signatures, or is none that these documents may bear.
  'cryptosuite-swapped': ['proof.signature', 'proof.malformed'],
  'cryptosuite-unknown': ['proof.suite'],
  'doc-context-prefixed': ['proof.context'],
  'issuer-changed': ['proof.signature'],
  'one-of-set-tampered': ['proof.signature'],
  // A base proof, which its holder keeps: nothing is disclosed with it.
  original: ['proof.malformed'],
  'proof-context-removed': ['proof.signature'],
  'proof-removed': ['proof.missing'],
  'proof-type-unknown': ['proof.suite'],
  'proofValue-flipped': ['proof.signature'],
  'proofValue-missing': ['proof.malformed'],
  'proofValue-no-multibase': ['proof.malformed', 'proof.signature'],
  'proofValue-null': ['proof.malformed'],
  'proofValue-truncated': ['proof.malformed', 'proof.signature'],
  'purpose-authentication': ['proof.purpose'],
  // JCS signs what is written; the others what is meant, and these mean nothing.
  'relative-type': ['proof.json-ld', 'proof.signature'],
  'subject-added': ['proof.signature'],
  'type-order': ['proof.signature'],
  'undefined-term': ['proof.json-ld', 'proof.signature'],
  'validUntil-added': ['proof.signature'],
  'vm-missing': ['proof.malformed'],
  'vm-other-key': ['proof.key-type'],
}

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

async function runMutation({ id, document, expect }: Mutation): Promise<void> {
  const failure = await verifyProofs({ document, resolveKey: didKeyOnly, contexts: testContexts }).then(
    () => undefined,
    (error: Error) => error,
  )
  if (expect === 'accept' && failure !== undefined) throw failure
  if (expect === 'accept') return
  const end = failure === undefined ? 'accepted' : endOf(failure)
  const change = id.split('/').at(-1) ?? ''
  strictEqual(REFUSALS[change]?.includes(end), true, `${change}: ${end}`)
}

/** The key that a did:key URL is, or that stands in the fragment of an address. */
export async function didKeyOnly(verificationMethod: string): Promise<PublicJwk> {
  return decodeMultikey(verificationMethod.split('#')[1] ?? '')
}
