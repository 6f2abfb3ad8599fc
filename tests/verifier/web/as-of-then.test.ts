import { expect, test } from 'vitest'
import type { CheckResult, VerificationResult } from '../../../credential/verify/check.ts'
import { asOfThen } from '../../../verifier/web/lib/as-of-then.ts'

const KEPT_AT = '2026-11-20T10:00:00.000Z'
const THEN = { keptAt: KEPT_AT }

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
  const { verdict, checks } = asOfThen(inForce, THEN)
  expect(verdict).toBe('unverifiable')
  expect(checks.map(({ outcome }) => outcome)).toEqual(['not-checked', 'not-checked'])
  expect(checks[1]).toMatchObject({ code: 'status.kept', facts: { keptAt: KEPT_AT }, reason: expect.stringContaining('20/11/2026') })
})

test('nor is the recognition of its issuer: in the list of checks, for programs, and along the chain', () => {
  const link = { id: 'did:web:x', recognisedName: 'Ente', outcome: 'passed', facts: {} } as const
  const chain = [{ role: 'region', ...link } as const, { role: 'decision', ...link } as const, { role: 'body', ...link } as const]
  const told = asOfThen({ ...inForce, recognition: 'passed', chain }, THEN)
  expect(told.recognition).toBe('not-checked')
  expect(told.checks[0]).toMatchObject({
    code: 'recognition.kept',
    facts: { keptAt: KEPT_AT },
    reason: expect.stringContaining('20/11/2026'),
  })
  expect(told.chain.map(({ role, outcome }) => [role, outcome])).toEqual([
    ['region', 'not-checked'],
    ['decision', 'passed'],
    ['body', 'not-checked'],
  ])
})

test('a European credential without a state, of an issuer that nobody recognises, rests on its key: that was kept too', () => {
  const key = check('issuer-key', 'passed', 'seal.passed')
  const sealed: CheckResult = { ...check('recognition', 'not-checked', 'recognition.sealed'), required: false }
  const stateless: CheckResult = { ...check('status', 'not-checked', 'status.none'), required: false }
  const { verdict, checks } = asOfThen(resultOf('valid', key, sealed, stateless), THEN)
  expect(verdict).toBe('unverifiable')
  expect(checks[0]).toMatchObject({ outcome: 'not-checked', code: 'issuer-key.kept', facts: { keptAt: KEPT_AT } })
})

test('whom to trust is forgotten after thirty days: nobody is recognised by it, and nobody has a name from it', () => {
  const issuer = { id: 'did:web:x', says: 'Io', recognisedName: 'Ente', recognisedBy: 'Regione' }
  const credential = { issuer, form: 'edc', kind: 'other', title: 'T', competences: [], holder: {}, dates: {} } as const
  const told = asOfThen({ ...inForce, credential }, { ...THEN, isForgotten: true })
  expect(told.verdict).toBe('unverifiable')
  expect(told.checks[0]).toMatchObject({ code: 'recognition.kept-too-long', required: true, facts: { keptAt: KEPT_AT, days: 30 } })
  expect(told.credential?.issuer).toEqual({ id: 'did:web:x', says: 'Io' })
})

test('what was annulled then stays refused', () => {
  const annulled = resultOf('invalid', check('status', 'failed', 'status.annullato'))
  expect(asOfThen(annulled, THEN)).toEqual(annulled)
})

test('what has no state of its own, and what is inside or beside a document, is not green either', () => {
  const stateless = resultOf('valid', check('recognition', 'passed', 'recognition.passed'))
  const { endorsements = [], contained = [] } = asOfThen({ ...inForce, endorsements: [stateless], contained: [inForce] }, THEN)
  expect([...endorsements, ...contained].map(({ verdict }) => verdict)).toEqual(['unverifiable', 'unverifiable'])
})
