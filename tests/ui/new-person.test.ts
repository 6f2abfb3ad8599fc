import { expect, test } from 'vitest'
import { ageOf } from '../../issuer/web/age-of.ts'
import { taxCodeProblem } from '../../issuer/web/person-problem.ts'

const typed = (taxCode: string) => ({ givenName: '', familyName: '', birthDate: '', taxCode, seen: '', right: '' })

test.each([
  ['00000000000', 'tax-code.zeros'],
  ['0000000', 'tax-code.malformed'],
  ['99000000085', undefined],
])('the code %s: %s', (code, problem) => {
  expect(taxCodeProblem(typed(code))).toBe(problem)
})

test.each([
  ['2008-11-29', '2026-11-29', 18],
  ['2008-11-30', '2026-11-29', 17],
  ['2025-12-31', '2026-01-01', 0],
])('who was born on %s is on %s %i years old', (born, today, age) => {
  expect(ageOf(born, today)).toBe(age)
})
