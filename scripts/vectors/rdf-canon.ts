import { deepStrictEqual, rejects, strictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import canonizer from 'rdf-canonize'
import type { CanonHash } from '../../credential/data-integrity/canon-hash.ts'
import { canonizeDataset } from '../../credential/data-integrity/canonize.ts'
import { type Family, readVector, runFamily, vectorUrl } from './family.ts'

interface CanonCase {
  readonly id: string
  readonly type: 'RDFC10EvalTest' | 'RDFC10MapTest' | 'RDFC10NegativeEvalTest'
  readonly complexity: keyof typeof WORK
  readonly input: string
  readonly result?: string
  readonly hashAlgorithm?: 'SHA256' | 'SHA384'
}

const folder = 'w3c/rdf-canon'

/** The suite says how hard a graph is; a document gets the first factor only, and the poisoned graph must stop at the last. */
const WORK = { low: 1, medium: 2, high: 3 }

/** The RDFC-1.0 test suite: canonical text, labels of blank nodes, and a graph that must be refused. */
export async function rdfCanon(): Promise<Family> {
  const cases = readVector<CanonCase[]>(`${folder}/tests.json`)
  return runFamily({
    name: 'RDFC-1.0',
    cases: cases.map((vector) => ({ path: `${folder}/tests.json${vector.id}`, run: () => runCase(vector) })),
  })
}

async function runCase({ type, input, result = '', hashAlgorithm, complexity }: CanonCase): Promise<void> {
  const dataset = canonizer.NQuads.parse(read(input))
  const hash: CanonHash = hashAlgorithm === 'SHA384' ? 'SHA-384' : 'SHA-256'
  const canonicalIdMap = new Map<string, string>()
  const canonized = canonizeDataset({ dataset, hash, canonicalIdMap, maxWorkFactor: WORK[complexity] })
  if (type === 'RDFC10NegativeEvalTest') return rejects(canonized)
  const text = await canonized
  if (type === 'RDFC10EvalTest') return strictEqual(text, read(result))
  deepStrictEqual(Object.fromEntries(canonicalIdMap), JSON.parse(read(result)))
}

function read(file: string): string {
  return readFileSync(vectorUrl(`${folder}/${file}`), 'utf8')
}
