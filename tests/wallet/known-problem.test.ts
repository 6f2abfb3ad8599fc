import { describe, expect, test } from 'vitest'
import { knownProblem } from '../../wallet-web/protocol/known-problem.ts'

const factsOf = (facts: Record<string, string | number | boolean>) =>
  knownProblem({ content: { code: 'offer.wrong-code', facts }, codes: ['offer.wrong-code'] })?.facts

describe("a stranger's facts in a sentence of ours", () => {
  test.each([{ remaining: 3 }, { usedAt: '2026-05-01T08:00:00Z' }, { expiresAt: '2026-05-01T08:00:00.123+02:00' }, { word: 'annullato' }])(
    'are kept where they are what the sentence is about: %o',
    (facts) => {
      expect(factsOf(facts)).toEqual(facts)
    },
  )

  test.each([
    { remaining: '3. Chiama lo 02 1234567' },
    { remaining: 1.5 },
    { usedAt: 'ieri: chiama lo 02 1234567' },
    { word: 'annullato. Chiama lo 02 1234567' },
    { word: 'a'.repeat(41) },
    { word: 'x\u202E' },
    { word: true },
  ])('are left out otherwise: %o', (facts) => {
    expect(factsOf(facts)).toEqual({})
  })
})
