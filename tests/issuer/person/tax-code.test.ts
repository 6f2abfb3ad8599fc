import { describe, expect, test } from 'vitest'
import { fitsBirthDate, readTaxCode } from '../../../issuer/person/tax-code.ts'
import cases from '../../../schemas/demo/cases.json' with { type: 'json' }
import organisations from '../../../schemas/demo/organisations.json' with { type: 'json' }

describe('codice fiscale (domain.md §5.1)', () => {
  test.each(['RSSMRA85T10A562S', 'RSSMRA85T10A56NH', 'RSSMRAURTMLARSNL'])('%s, homocodic or not, is 10 December 1985', (taxCode) => {
    expect(readTaxCode(taxCode)).toEqual({ form: 'ordinary', birth: { yearInCentury: 85, month: 12, day: 10 } })
    expect(fitsBirthDate({ taxCode, birthDate: '1985-12-10' })).toBe(true)
    expect(fitsBirthDate({ taxCode, birthDate: '1985-12-11' })).toBe(false)
  })

  test.each([
    ['a wrong check letter', 'RSSMRA85T10A562T', 'check'],
    ['small letters', 'rssmra85t10a562s', 'shape'],
    ['a month that is none', 'RSSMRA85Z10A562S', 'shape'],
    ['fifteen characters', 'RSSMRA85T10A562', 'shape'],
    ['a wrong check digit', '12345678901', 'check'],
    ['a full-width digit', 'RSSMRA85T1０A562S', 'shape'],
  ])('%s is refused', (_, taxCode, why) => {
    expect(readTaxCode(taxCode)).toEqual({ form: 'wrong', why })
  })

  test('the demo people have sound codes: a homocodic and a provisional one among them', () => {
    const persons = cases.cases.map(({ person }) => person)
    for (const person of persons) expect(fitsBirthDate(person)).toBe(true)
    for (const { taxCode } of organisations.experts) expect(readTaxCode(taxCode).form).toBe('ordinary')
    expect(persons.map(({ taxCode }) => readTaxCode(taxCode).form)).toContain('provisional')
    expect(persons.some(({ taxCode }) => /[LMNPQRSTUV]/.test(taxCode.slice(12, 15)))).toBe(true)
  })
})
