import fc from 'fast-check'
import type { Quad } from 'rdf-canonize'
import { describe, expect, test } from 'vitest'
import { canonizeDataset } from '../../../credential/data-integrity/canonize.ts'

const graph = { termType: 'DefaultGraph', value: '' } as const
const predicate = { termType: 'NamedNode', value: 'https://schema.org/name' } as const
const datatype = { termType: 'NamedNode', value: 'http://www.w3.org/2001/XMLSchema#string' } as const

function named(subject: Quad['subject'], value: string): Quad {
  return { subject, predicate, object: { termType: 'Literal', value, datatype }, graph }
}

const someone = { termType: 'NamedNode', value: 'did:example:a' } as const
const nobody = { termType: 'BlankNode', value: 'b0' } as const

describe('lines are sorted by code point, as RDFC-1.0 wants, and not by UTF-16 unit', () => {
  // U+FF5E stands before U+1F600, though its unit is greater than the surrogate that the other begins with.
  test('a full-width tilde before an emoji', async () => {
    const text = await canonizeDataset({ dataset: [named(someone, '😀'), named(someone, '～')] })
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => line.split('"')[1]),
    ).toEqual(['～', '😀'])
  })

  test('also where a blank node is hashed', async () => {
    const ordered = await canonizeDataset({ dataset: [named(nobody, '～'), named(nobody, '😀')] })
    const reversed = await canonizeDataset({ dataset: [named(nobody, '😀'), named(nobody, '～')] })
    expect(ordered).toBe(reversed)
    expect(ordered).toBe('_:c14n0 <https://schema.org/name> "～" .\n_:c14n0 <https://schema.org/name> "😀" .\n')
  })

  test('any two texts', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '\ud7ff', '\ue000', '～', '\uffff', '😀', '\u{10ffff}'), minLength: 1 })
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(text, { minLength: 2, maxLength: 5 }), async (texts) => {
        const canonical = await canonizeDataset({ dataset: texts.map((value) => named(someone, value)) })
        const found = canonical
          .trim()
          .split('\n')
          .map((line) => line.slice(line.indexOf('"') + 1, line.lastIndexOf('"')))
        // A text that is the beginning of another ends with the quotation mark, which is a low character.
        expect(found).toEqual([...texts].sort((a, b) => compareCodePoints(`${a}"`, `${b}"`)))
      }),
    )
  })
})

function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]].map((letters) => letters.map((letter) => letter.codePointAt(0) ?? 0))
  const at = left?.findIndex((point, index) => point !== right?.[index]) ?? 0
  return (left?.[at] ?? 0) - (right?.[at] ?? 0)
}
