import fc from 'fast-check'
import jsonld from 'jsonld'
import { describe, expect, test } from 'vitest'
import { canonize, compact } from '../../../credential/data-integrity/index.ts'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import { testContexts } from '../../../scripts/vectors/test-contexts.ts'
import { outcome, published } from './published.ts'
import { canonizeByLibrary, libraryOptions } from './reference.ts'

describe('remembering contexts changes nothing', () => {
  test('there is enough to compare', () => {
    expect(published.length).toBeGreaterThan(80)
  })

  test.each(published)('%s', async (_, document) => {
    const theirs = await outcome(canonizeByLibrary(document, testContexts))
    // While its contexts are learnt, then its shape, and from memory.
    for (let time = 0; time < 5; time++) expect(await outcome(canonize(document, { contexts: testContexts }))).toBe(theirs)
  })

  test.each(published)('nor compacting: %s', async (_, document) => {
    const context = document['@context'] ?? []
    const theirs = await jsonld.compact(document, context, libraryOptions(testContexts)).catch(() => 'refused')
    expect(await compact({ document, contexts: testContexts }).catch(() => 'refused')).toEqual(theirs)
  })

  test('nor many documents at once, of several vocabularies', async () => {
    const theirs = await Promise.all(published.map(([, document]) => outcome(canonizeByLibrary(document, testContexts))))
    const ours = await Promise.all(published.map(([, document]) => outcome(canonize(document, { contexts: testContexts }))))
    expect(ours).toEqual(theirs)
  })
})

describe('nor documents that nobody meant', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('_:c14n0', '\\u0041', 'https://example.org/a', '"', '\r\n', 'VerifiableCredential', 'Profile'),
  )
  const edit = fc.record({ at: fc.nat(), kind: fc.constantFrom('text', 'remove', 'graft'), text, from: fc.nat() })
  const badges = published.filter(([path]) => /^ob3\/(ob30|own)\//.test(path)).map(([, document]) => document)

  test('hundreds of badges with members changed, removed and moved', async () => {
    let meaningful = 0
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...badges), fc.array(edit, { maxLength: 4 }), async (badge, edits) => {
        const document = edits.reduce(edited, structuredClone(badge))
        const theirs = await outcome(canonizeByLibrary(document))
        if (theirs !== 'refused') meaningful++
        expect(await outcome(canonize(document))).toBe(theirs)
      }),
      { numRuns: 400 },
    )
    expect(meaningful).toBeGreaterThan(100)
  }, 120_000)
})

interface Edit {
  readonly at: number
  readonly kind: 'text' | 'remove' | 'graft'
  readonly text: string
  readonly from: number
}

/** The document with one member changed; its contexts stay. */
function edited(document: JsonObject, { at, kind, text, from }: Edit): JsonObject {
  const places = placesOf(document)
  const place = places[at % places.length]
  const source = places[from % places.length]
  if (place === undefined || source === undefined) return document
  if (kind === 'remove') delete place.holder[place.name]
  else place.holder[place.name] = kind === 'text' ? text : structuredClone(source.holder[source.name] ?? null)
  return document
}

type Holder = Record<string, JsonValue>

function placesOf(value: JsonValue): { holder: Holder; name: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const holder = value as Holder
  return Object.keys(holder)
    .filter((name) => name !== '@context')
    .flatMap((name) => [{ holder, name }, ...placesOf(holder[name] ?? null)])
}
