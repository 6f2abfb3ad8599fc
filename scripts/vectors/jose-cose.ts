import { strictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import type { JsonValue } from '../../credential/json/index.ts'
import { runFeature, type Verb } from '../attesta/feature-command.ts'
import { type Family, readVector, runFamily, vectorUrl } from './family.ts'

interface JoseCoseCase {
  readonly number: number
  readonly fn: Verb
  readonly feature: string
  readonly input: string
  readonly key: string
  readonly disclosurePaths?: readonly string[]
  readonly expected: 'success' | 'failure'
}

const folder = 'w3c/jose-cose'

/** The cases of the VC-JOSE-COSE suite, by the command that its runner calls; what we issue must verify again. */
export async function run(): Promise<Family[]> {
  const cases = readVector<JoseCoseCase[]>(`${folder}/tests.json`).map((vector) => ({
    path: `${folder}/tests.json#${vector.number}`,
    run: () => runCase(vector),
  }))
  return [await runFamily({ name: 'VC-JOSE-COSE', cases })]
}

async function runCase({ fn, feature, input, key: keyFile, disclosurePaths = [], expected }: JoseCoseCase): Promise<void> {
  const key = readVector<JsonValue>(`${folder}/input/${keyFile}`)
  const bytes = new Uint8Array(readFileSync(vectorUrl(`${folder}/input/${input}`)))
  const { result, data } = await runFeature({ verb: fn, feature, input: bytes, key, disclosurePaths })
  strictEqual(result, expected, data)
  if (fn !== 'issue' || keyFile.includes('did')) return
  const again = await runFeature({ verb: 'verify', feature, input: new TextEncoder().encode(data), key })
  strictEqual(again.result, 'success', again.data)
}
