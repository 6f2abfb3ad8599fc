import { describe, expect, test } from 'vitest'
import { parseTaxCode } from '../../../credential/tax-code.ts'
import { requireTaxCode } from '../../../issuer/person/require-tax-code.ts'
import cases from '../../../schemas/demo/cases.json' with { type: 'json' }
import organisations from '../../../schemas/demo/organisations.json' with { type: 'json' }
import volunteers from '../../../schemas/demo/volunteers.json' with { type: 'json' }

const refused = (code: string) => expect.objectContaining({ code })

describe('codice fiscale (domain.md §5.1)', () => {
  test.each(['RSSMRA85T10A562S', 'RSSMRA85T10A56NH', 'RSSMRAURTMLARSNL'])('%s, homocodic or not, is 10 December 1985', (taxCode) => {
    expect(() => requireTaxCode({ taxCode, birthDate: '1985-12-10' })).not.toThrow()
    expect(() => requireTaxCode({ taxCode, birthDate: '1985-12-11' })).toThrow(refused('person.tax-code-birth-date'))
  })

  test.each([
    ['a wrong check letter', 'RSSMRA85T10A562T'],
    ['small letters', 'rssmra85t10a562s'],
    ['a month that is none', 'RSSMRA85Z10A562S'],
    ['fifteen characters', 'RSSMRA85T10A562'],
    ['a wrong check digit', '12345678901'],
    ['a full-width digit', 'RSSMRA85T1０A562S'],
  ])('%s is refused', (_, taxCode) => {
    expect(() => requireTaxCode({ taxCode, birthDate: '1985-12-10' })).toThrow(refused('person.tax-code'))
  })

  test('the demo people have sound codes: a homocodic and a provisional one among them', () => {
    const persons = cases.cases.map(({ person }) => person)
    for (const person of persons) expect(() => requireTaxCode(person)).not.toThrow()
    for (const { person } of volunteers.volunteers) {
      const sex = person.sex === 'F' ? 'F' : 'M'
      expect(() => requireTaxCode({ ...person, sex, name: person })).not.toThrow()
    }
    for (const { taxCode } of organisations.experts) expect(parseTaxCode(taxCode).form).toBe('personal')
    expect(persons.map(({ taxCode }) => parseTaxCode(taxCode).form)).toContain('provisional')
    expect(persons.some(({ taxCode }) => /[LMNPQRSTUV]/.test(taxCode.slice(12, 15)))).toBe(true)
  })
})
