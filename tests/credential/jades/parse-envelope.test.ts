import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseEnvelope } from '../../../credential/jades/index.ts'
import { parseStrictText } from '../../../credential/json/index.ts'
import { codeOf } from '../refused.ts'

const SIGNATURES = '"signatures":[{"protected":"e30","header":{"etsiU":[]},"signature":"AA"}]'

/** Pieces that end a text, begin one, or look like it. */
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('"', '\\', '\\"', '\\\\', ',', '{', '}', '[', ']', ':', ' ', 'a', 'è', '🎓', '\ud83c', '\\ud83c'),
  },
  fc.constantFrom(SIGNATURES, `,${SIGNATURES}}`, '"payload":', '{"payload":"', '","signatures":[', '"__proto__":1', '\\u0000', '1e400'),
)

describe('the envelope of a seal', () => {
  test('is read as strict JSON is, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), fc.boolean(), async (pieces, isWhole) => {
        const inner = pieces.join('')
        const text = isWhole ? `{"payload":"${inner}",${SIGNATURES}}` : `{"payload":"${inner}`
        const strict = await codeOf(() => parseStrictText(text))
        expect(await codeOf(() => parseEnvelope(text))).toBe(strict)
        if (strict === 'accepted') expect(parseEnvelope(text)).toEqual(parseStrictText(text))
      }),
      { numRuns: 20_000 },
    )
  })

  test.each([
    ['a payload twice', `{"payload":"a","payload":"b",${SIGNATURES}}`, 'json.repeated-name'],
    ['a payload again behind the signatures', `{"payload":"a",${SIGNATURES},"payload":"b"}`, 'json.repeated-name'],
    ['a member twice in the signature', '{"payload":"a","signatures":[{"protected":"e30","protected":"e31"}]}', 'json.repeated-name'],
    ['half of a pair in the payload', `{"payload":"\\ud83c",${SIGNATURES}}`, 'json.lone-surrogate'],
    ['an end that is none', `{"payload":"a\\",${SIGNATURES}}`, 'json.malformed'],
  ])('with %s is refused', async (_, text, code) => {
    expect(await codeOf(() => parseEnvelope(text))).toBe(code)
  })

  test('is judged by its size before anything is read of it', async () => {
    const text = `{"payload":"${'a'.repeat(200)}",${SIGNATURES}}`
    expect(await codeOf(() => parseEnvelope(text, { maxBytes: 200 }))).toBe('json.too-large')
  })
})
