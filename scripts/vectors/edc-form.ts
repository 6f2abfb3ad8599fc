import { strictEqual } from 'node:assert'
import { readFileSync } from 'node:fs'
import { validateEdcStructure } from '../../credential/edc/index.ts'
import { validateWithShapes } from '../../credential/edc/shapes/validate.ts'
import { isObject, type JsonObject, parseStrictJson } from '../../credential/json/index.ts'
import { readPack } from './elm-pack.ts'
import { type Family, readVector, runFamily, vectorUrl } from './family.ts'

interface Entry {
  readonly file: string
  readonly expected?: Readonly<Record<string, string | boolean>>
}

const DIFFERENT = {
  'edc/samples/unsigned/credential-sample-3.2.jsonld': {
    why: 'the shapes pass it, ours does not: it spells a member with a prefix (sec:proof), which is how one is hidden, and its dates have no time zone',
    end: 'our table',
  },
}

/** The form of every sample, by both judges: the official shapes of ELM 3.2 as the manifest says, and our own table as they do. */
export async function run(): Promise<Family[]> {
  const pack = readPack()
  const samples = readVector<{ files: Entry[] }>('edc/manifest.json').files.filter(({ expected }) => verdictOf(expected) !== undefined)
  return [
    await runFamily({
      name: 'European Digital Credentials, form',
      cases: samples.map(({ file, expected }) => ({
        path: `edc/${file}`,
        async run() {
          const document = documentOf(file)
          const said = verdictOf(expected)
          const { conforms } = await validateWithShapes({ document, pack }).catch(() => ({ conforms: false }))
          strictEqual(conforms, said, 'the shapes')
          strictEqual(
            validateEdcStructure(document).every(({ severity }) => severity !== 'error'),
            said,
            'our table',
          )
        },
      })),
      explained: DIFFERENT,
    }),
  ]
}

/** What generic-full says of a sample, where the manifest knows it. */
function verdictOf(expected: Entry['expected'] = {}): boolean | undefined {
  const said = expected['shacl:generic-full'] ?? expected['shacl3.2:generic-full']
  return typeof said === 'boolean' ? said : undefined
}

/** The credential itself, out of its seal, or of the form in which it is uploaded. */
function documentOf(file: string): JsonObject {
  const value = parseStrictJson(new Uint8Array(readFileSync(vectorUrl(`edc/${file}`))))
  if (!isObject(value)) throw new Error('no object')
  const inside = typeof value.payload === 'string' ? parseStrictJson(new TextEncoder().encode(value.payload)) : (value.credential ?? value)
  return isObject(inside) ? inside : value
}
