import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { verifyProofs } from '../../../credential/data-integrity/index.ts'
import { isObject, type JsonObject, type JsonValue } from '../../../credential/json/index.ts'
import { didKeyOnly } from '../../../scripts/vectors/di-mutations.ts'
import { readVector, vectorUrl } from '../../../scripts/vectors/family.ts'
import { testContexts } from '../../../scripts/vectors/test-contexts.ts'

// The published mutations change most signed documents in most ways. Here each way is written as what it does, shown to do just what was
// published, and then done to every document, the chains of proofs among them.

interface Mutation {
  readonly id: string
  readonly expect: 'accept' | 'reject'
  readonly document: JsonObject
}

const FOLDER = 'w3c/di-mutations'
const CHAINS = 'w3c/di-spec/eddsa/proof-set-chain'
const DATA_INTEGRITY = 'https://w3id.org/security/data-integrity/v2'
const OTHER_KEYS = [
  'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2',
  'did:key:zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP#zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP',
]

const proofsOf = ({ proof }: JsonObject): readonly JsonObject[] => [proof ?? []].flat().filter(isObject)
const without = (from: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(from).filter(([member]) => member !== name))

/** Of a set or chain the first proof is changed: one bad proof fails them all. */
function inProof(change: (proof: JsonObject) => JsonObject): (document: JsonObject) => JsonObject {
  return (document) => {
    const [first = {}, ...others] = proofsOf(document)
    return { ...document, proof: Array.isArray(document.proof) ? [change(first), ...others] : change(first) }
  }
}
const inValue = (change: (value: string) => string) => inProof((proof) => ({ ...proof, proofValue: change(String(proof.proofValue)) }))

function flipped(value: string): string {
  const at = Math.floor(value.length / 2)
  return value.slice(0, at) + (value[at] === '2' ? '3' : '2') + value.slice(at + 1)
}
function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed)
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, member]) => [name, reversed(member)]),
      )
    : value
}
const types = (document: JsonObject): readonly JsonValue[] => [document.type ?? []].flat()
const contexts = (document: JsonObject): readonly JsonValue[] => [document['@context'] ?? []].flat()
const isJcs = (document: JsonObject) => proofsOf(document).some(({ cryptosuite }) => String(cryptosuite).includes('jcs'))

type Verdict = 'accept' | 'reject'
interface Way {
  readonly change: (document: JsonObject) => JsonObject
  /** Default: refused. */
  readonly verdict?: (document: JsonObject) => Verdict
  readonly applies?: (document: JsonObject) => boolean
}
const accepted = (): Verdict => 'accept'
const otherKey = (method: JsonValue | undefined) => OTHER_KEYS.find((key) => key !== method) ?? ''

const WAYS: Readonly<Record<string, Way>> = {
  original: { change: (document) => document, verdict: accepted },
  'keys-reversed': { change: (document) => reversed(document) as JsonObject, verdict: accepted },
  'proofValue-flipped': { change: inValue(flipped) },
  'proofValue-truncated': { change: inValue((value) => value.slice(0, -4)) },
  'proofValue-no-multibase': { change: inValue((value) => value.slice(1)) },
  'proofValue-missing': { change: inProof((proof) => without(proof, 'proofValue')) },
  'proofValue-null': { change: inProof((proof) => ({ ...proof, proofValue: null })) },
  'proof-removed': { change: (document) => without(document, 'proof') },
  'issuer-changed': { change: (document) => ({ ...document, issuer: 'https://evil.example/i' }) },
  'subject-added': {
    change: (document) => ({
      ...document,
      credentialSubject: { ...(document.credentialSubject as JsonObject), id: 'did:example:mallory' },
    }),
  },
  'validUntil-added': { change: (document) => ({ ...document, validUntil: '2099-01-01T00:00:00Z' }) },
  'created-changed': { change: inProof((proof) => ({ ...proof, created: '2001-01-01T00:00:00Z' })) },
  'purpose-authentication': { change: inProof((proof) => ({ ...proof, proofPurpose: 'authentication' })) },
  'vm-other-key': { change: inProof((proof) => ({ ...proof, verificationMethod: otherKey(proof.verificationMethod) })) },
  'vm-missing': { change: inProof((proof) => without(proof, 'verificationMethod')) },
  'cryptosuite-unknown': { change: inProof((proof) => ({ ...proof, cryptosuite: 'unknown-suite-2099' })) },
  'cryptosuite-swapped': {
    change: inProof((proof) => ({ ...proof, cryptosuite: proof.cryptosuite === 'eddsa-rdfc-2022' ? 'eddsa-jcs-2022' : 'eddsa-rdfc-2022' })),
  },
  'proof-type-unknown': { change: inProof((proof) => ({ ...proof, type: 'UnknownProofType' })) },
  'undefined-term': { change: (document) => ({ ...document, undefinedTermForTest: 'x' }) },
  'relative-type': { change: (document) => ({ ...document, type: [...types(document), 'UndefinedType'] }) },
  // A list of types is a set to RDF, and a list to JCS.
  'type-order': {
    change: (document) => ({ ...document, type: [...types(document)].reverse() }),
    verdict: (document) => (isJcs(document) ? 'reject' : 'accept'),
    applies: (document) => types(document).length > 1,
  },
  'proof-context-removed': { change: inProof((proof) => without(proof, '@context')), applies: isJcs },
  'doc-context-extended': {
    change: (document) => ({ ...document, '@context': [...contexts(document), DATA_INTEGRITY] }),
    verdict: accepted,
    applies: isJcs,
  },
  'doc-context-prefixed': { change: (document) => ({ ...document, '@context': [DATA_INTEGRITY, ...contexts(document)] }), applies: isJcs },
}

const published = readdirSync(vectorUrl(FOLDER)).flatMap((file) => readVector<Mutation[]>(`${FOLDER}/${file}`))
const originals = new Map(
  published
    .filter(({ id, expect }) => id.endsWith('/original') && expect === 'accept')
    .map((it) => [it.id.split('/')[0] ?? '', it.document]),
)
const chained = readdirSync(vectorUrl(CHAINS))
  .filter((file) => /^signed.*\.json$/.test(file))
  .map((file): [string, JsonObject] => [`chain ${file}`, readVector<JsonObject>(`${CHAINS}/${file}`)])
const documents = [...originals, ...chained]
const cases = documents.flatMap(([name, document]) =>
  Object.entries(WAYS)
    .filter(([, { applies = () => true }]) => applies(document))
    .map(([way, { change, verdict = () => 'reject' as const }]) => ({
      id: `${name}/${way}`,
      document: change(document),
      wanted: verdict(document),
    })),
)

async function judge(document: JsonObject): Promise<Verdict> {
  return verifyProofs({ document, resolveKey: didKeyOnly, contexts: testContexts }).then(accepted, () => 'reject')
}

describe('the ways are those that were published', () => {
  const known = new Map(published.map((mutation) => [mutation.id, mutation]))
  test.each(cases.filter(({ id }) => known.has(id)))('$id', ({ id, document, wanted }) => {
    const mutation = known.get(id)
    expect(wanted).toBe(mutation?.expect)
    // Where a letter is changed, or by what, may differ; that it is the member that was changed may not.
    const free = /flipped|truncated|swapped|other-key|subject-added|issuer-changed/.test(id)
    if (!free) expect(document).toEqual(mutation?.document)
  })
})

describe('and none of them is judged wrongly, done to any document', () => {
  test('there are more than were published', () => {
    expect(cases.length).toBeGreaterThan(published.length)
  })
  test.each(cases)('$id: $wanted', async ({ document, wanted }) => {
    expect(await judge(document)).toBe(wanted)
  })
})
