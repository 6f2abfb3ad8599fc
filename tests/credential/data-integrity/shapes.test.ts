import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outlineOf, withLeaves } from '../../../credential/data-integrity/shapes/outline.ts'
import { ShapeMemory } from '../../../credential/data-integrity/shapes/shape-memory.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { badgeOf } from '../../../scripts/bench/payloads.ts'
import { testContexts } from '../../../scripts/vectors/test-contexts.ts'
import { outcome, published } from './published.ts'
import { canonizeByLibrary } from './reference.ts'

const byLibrary = (document: JsonObject) => canonizeByLibrary(document, testContexts)
const leavesOf = (document: JsonObject) => outlineOf(document)?.leaves ?? []

/** A memory that has met this document often enough, and how often it has taken the long way since. */
async function taught(...samples: readonly JsonObject[]) {
  const memory = new ShapeMemory({ contexts: testContexts, hash: 'SHA-256' })
  for (const sample of samples) for (let time = 0; time < 3; time++) await outcome(memory.canonize(sample, () => byLibrary(sample)))
  let long = 0
  const canonize = (document: JsonObject) =>
    memory.canonize(document, () => {
      long++
      return byLibrary(document)
    })
  return { canonize, long: () => long }
}

/** The badge with one leaf changed: the first that says this. */
function saying(document: JsonObject, text: string, other: string): JsonObject {
  const leaves = leavesOf(document)
  const at = leaves.indexOf(text)
  if (at === -1) throw new Error(`no leaf says ${text}`)
  return withLeaves(document, leaves.with(at, other))
}

describe('a shape that was met before', () => {
  test('goes the short way, to the same text', async () => {
    const { canonize, long } = await taught(badgeOf(1))
    for (let n = 2; n < 40; n++) expect(await canonize(badgeOf(n))).toBe(await byLibrary(badgeOf(n)))
    expect(long()).toBe(0)
  })

  test.each([
    ['quotes, controls and a backslash', 'Logo', '"\\\r\n\t'],
    ['a colon', 'Logo', 'Nota: logo'],
    ['nothing', 'Logo', ''],
    ['a label of a blank node', 'Logo', '_:c14n0'],
    ['the name of a term', 'Logo', 'Achievement'],
    ['an IRI in place of a text', 'Logo', 'https://example.org/a'],
    ['another IRI', 'https://attestati.example/orobie/badge.png', 'urn:uuid:1'],
  ])('also with %s', async (_, text, other) => {
    const { canonize, long } = await taught(badgeOf(1))
    const document = saying(badgeOf(2), text, other)
    expect(await canonize(document)).toBe(await byLibrary(document))
    expect(long()).toBe(0)
  })

  test.each([
    ['a control character', 'Logo', '\u0001'],
    ['an emoji', 'Logo', '😀'],
    ['two equal statements', 'lavoro', 'inclusione'],
    ['two equal blank nodes', 'Logo', 'Logo'],
    ['the IRI of another node of its type', 'https://attestati.example/orobie/badge.png', 'https://attestati.example/orobie/logo.png'],
    ['a compact IRI', 'https://attestati.example/orobie/badge.png', 'xsd:string'],
    ['an IRI with letters that are escaped', 'https://attestati.example/orobie/badge.png', 'https://a.example/{x}'],
    ['a blank node by name', 'https://attestati.example/orobie/badge.png', '_:b0'],
    ['a relative IRI', 'https://attestati.example/orobie/badge.png', 'badge.png'],
    ['a keyword', 'https://attestati.example/orobie/badge.png', '@type'],
  ])('is left to the full algorithms where it has %s', async (what, text, other) => {
    const { canonize, long } = await taught(badgeOf(1))
    let document = saying(badgeOf(2), text, other)
    if (what === 'two equal blank nodes') {
      for (const [one, same] of [
        ['24.2', '24.1'],
        ['Competenza 2', 'Competenza 1'],
        ['https://qrsp.example/24/2', 'https://qrsp.example/24/1'],
      ] as const)
        document = saying(document, one, same)
    }
    expect(await outcome(canonize(document))).toBe(await outcome(byLibrary(document)))
    expect(long()).toBe(1)
  })

  test('has programs for each text that decides something, such as a number that RDF writes in its own way', async () => {
    const scored = (value: string): JsonObject => ({
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
      id: 'urn:uuid:1',
      type: ['AchievementSubject'],
      creditsEarned: value,
      activityEndDate: value,
    })
    const { canonize } = await taught(scored('4'))
    for (const value of ['4', '4.5', '1e3', 'x', '4']) expect(await canonize(scored(value))).toBe(await byLibrary(scored(value)))
  })

  test('is not one for a document that differs in more than texts', async () => {
    const shapes = [
      { a: '1' },
      { a: ['1'] },
      { a: 1 },
      { a: true },
      { a: null },
      { a: { a: '1' } },
      { a: '1', b: '1' },
      { b: '1' },
      { type: '1' },
      { type: '2' },
      { type: ['1'] },
    ].map((document) => outlineOf(document)?.shape)
    expect(new Set(shapes).size).toBe(shapes.length)
    expect(outlineOf({ '@context': [{ a: 'https://example.org/a' }] })).toBeUndefined()
  })
})

describe('any texts in the published documents come out as by the libraries', () => {
  const documents = published.map(([, document]) => document).filter((document) => leavesOf(document).length > 0)
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('a', ':', '/', '"', '\\', '\n', 'é', ' '), maxLength: 8 }),
    fc.webUrl(),
    fc.constantFrom(
      '',
      '_:c14n0',
      '@id',
      '@type',
      'xsd:string',
      'did:example:a',
      'urn:uuid:1',
      'Profile',
      'id',
      'http://a b',
      '2026-01-01',
      '1.0',
    ),
  )
  const edits = fc.array(fc.record({ at: fc.nat(), text, from: fc.option(fc.nat()) }), { maxLength: 3 })

  test('hundreds of them, learnt from one another', async () => {
    let short = 0
    let meaningful = 0
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...documents), edits, edits, async (document, before, after) => {
        const { canonize, long } = await taught(edited(document, before), document)
        for (const instance of [document, edited(document, after), edited(edited(document, before), after)]) {
          const theirs = await outcome(byLibrary(instance))
          const taken = long()
          expect(await outcome(canonize(instance))).toBe(theirs)
          if (theirs === 'refused') continue
          meaningful++
          if (long() === taken) short++
        }
      }),
      { numRuns: 250 },
    )
    expect(short).toBeGreaterThan(meaningful / 3)
  }, 240_000)
})

type Edits = readonly { readonly at: number; readonly text: string; readonly from: number | null }[]

/** Other texts in some leaves, or those of other leaves. */
function edited(document: JsonObject, edits: Edits): JsonObject {
  const leaves = [...leavesOf(document)]
  for (const { at, text, from } of edits) leaves[at % leaves.length] = from === null ? text : (leaves[from % leaves.length] ?? text)
  return withLeaves(document, leaves)
}
