import { describe, expect, test } from 'vitest'
import type { CheckResult, VerificationResult } from '../../../credential/verify/check.ts'
import { adviceOf } from '../../../wallet-web/web/lib/advice.ts'
import italian from '../../../wallet-web/web/locales/it.json' with { type: 'json' }

const check = (given: Partial<CheckResult>): CheckResult => ({
  id: 'status',
  outcome: 'failed',
  code: 'status.annullato',
  reason: '',
  facts: {},
  required: true,
  ...given,
})

const result = (given: Partial<VerificationResult>, word?: 'valido' | 'sospeso' | 'annullato' | 'sostituito') =>
  ({
    verdict: 'invalid',
    asOf: '',
    checks: [check({})],
    chain: [],
    ...given,
    credential: { state: word && { word } },
  }) as VerificationResult

describe('the owner of a document is told', () => {
  test.each(['annullato', 'sospeso', 'sostituito'] as const)('what %s means, and whom to ask', (word) => {
    expect(adviceOf(result({}, word))).toBe(word)
  })

  test.each([
    ['its time is over', check({ id: 'validity', code: 'validity.ended' }), 'ended'],
    ['only the copy is old', check({ id: 'freshness', code: 'freshness.expired' }), 'copy'],
    ['it is not accepted', check({ id: 'proof', code: 'jws.signature' }), 'invalid'],
  ])('that %s', (_, failed, advice) => {
    expect(adviceOf(result({ checks: [failed] }, 'valido'))).toBe(advice)
  })

  test('nothing of an end that only the document itself tells', () => {
    expect(adviceOf(result({ checks: [check({ id: 'proof', code: 'jws.signature' })] }, 'annullato'))).toBe('invalid')
  })

  test('to wait where nobody could look, and nothing where all is well', () => {
    expect(adviceOf(result({ verdict: 'unverifiable', checks: [] }))).toBe('unverifiable')
    expect(adviceOf(result({ verdict: 'valid', checks: [] }, 'valido'))).toBeUndefined()
  })

  test('the name of the body in every advice', () => {
    const advices = Object.entries(italian).filter(([key]) => key.startsWith('advice.'))
    expect(advices).toHaveLength(9)
    for (const [, text] of advices) expect(text).toContain('{body}')
  })
})
