import { expect, test } from 'vitest'
import type { CheckResult, VerificationResult } from '../../../credential/verify/check.ts'
import { asOfThen } from '../../../verifier/web/lib/as-of-then.ts'

const KEPT_AT = '2026-11-20T10:00:00.000Z'

const check = (id: CheckResult['id'], outcome: CheckResult['outcome'], code: CheckResult['code']): CheckResult => ({
  id,
  outcome,
  code,
  reason: '',
  facts: {},
  required: true,
})
const resultOf = (verdict: VerificationResult['verdict'], ...checks: CheckResult[]): VerificationResult => ({
  verdict,
  asOf: '2026-11-28T10:00:00Z',
  checks,
  chain: [],
})
const inForce = resultOf('valid', check('recognition', 'passed', 'recognition.passed'), check('status', 'passed', 'status.passed'))

test('what was in force when the registry was last asked is not green, and the sentence has the day', () => {
  const { verdict, checks } = asOfThen(inForce, KEPT_AT)
  expect(verdict).toBe('unverifiable')
  expect(checks.map(({ outcome }) => outcome)).toEqual(['passed', 'not-checked'])
  expect(checks[1]).toMatchObject({ code: 'status.kept', facts: { keptAt: KEPT_AT }, reason: expect.stringContaining('20/11/2026') })
})

test('what was annulled then stays refused', () => {
  const annulled = resultOf('invalid', check('status', 'failed', 'status.annullato'))
  expect(asOfThen(annulled, KEPT_AT)).toEqual(annulled)
})

test('what has no state of its own, and what is inside or beside a document, is not green either', () => {
  const stateless = resultOf('valid', check('recognition', 'passed', 'recognition.passed'))
  const { endorsements = [], contained = [] } = asOfThen({ ...inForce, endorsements: [stateless], contained: [inForce] }, KEPT_AT)
  expect([...endorsements, ...contained].map(({ verdict }) => verdict)).toEqual(['unverifiable', 'unverifiable'])
})
