import { describe, expect, test } from 'vitest'
import { checkTaxCode, parseTaxCode } from '../../../credential/tax-code.ts'
import { codeOf } from '../refused.ts'

describe('a codice fiscale', () => {
  test.each(['RSSMRA85T10A562S', 'RSSMRA85T10A56NH', 'RSSMRAURTMLARSNL', 'rssmra85t10a562s', 'RSS MRA 85T10 A562S'])(
    '%s is read',
    (text) => {
      expect(parseTaxCode(text)).toMatchObject({ form: 'personal', base: 'RSSMRA85T10A562S', year: '85', month: 12, day: 10, sex: 'M' })
    },
  )

  test('of eleven digits is provisional', () => {
    expect(parseTaxCode('12345678903')).toEqual({ form: 'provisional', code: '12345678903', base: '12345678903' })
    expect(checkTaxCode({ taxCode: '12345678903', birthDate: '1999-01-01', sex: 'F' }).form).toBe('provisional')
  })

  test.each([
    ['with another last letter', 'RSSMRA85T10A562T', 'tax-code.check-character'],
    ['with two digits swapped', 'RSSMRA58T10A562S', 'tax-code.check-character'],
    ['of eleven digits with another last digit', '12345678904', 'tax-code.check-character'],
    ['of fifteen characters', 'RSSMRA85T10A562', 'tax-code.malformed'],
    ['of a month that does not exist', 'RSSMRA85F10A562S', 'tax-code.malformed'],
    ['of a letter that omocodia does not use', 'RSSMRAAAT10A562S', 'tax-code.malformed'],
    ['of twelve digits', '123456789032', 'tax-code.malformed'],
  ])('%s is refused', async (_, taxCode, code) => {
    expect(await codeOf(() => parseTaxCode(taxCode))).toBe(code)
  })

  test.each<[string, Partial<Parameters<typeof checkTaxCode>[0]>, string]>([
    ['another day', { birthDate: '1985-12-11' }, 'tax-code.birth-date'],
    ['another year', { birthDate: '1986-12-10' }, 'tax-code.birth-date'],
    ['another sex', { sex: 'F' }, 'tax-code.sex'],
    ['another given name', { givenName: 'Paola' }, 'tax-code.name'],
    ['another family name', { familyName: 'Bianchi' }, 'tax-code.name'],
    ['the right data', { birthDate: '1985-12-10', sex: 'M', givenName: 'Mario', familyName: 'Rossi' }, 'accepted'],
  ])('is held against %s', async (_, known, code) => {
    expect(await codeOf(() => checkTaxCode({ taxCode: 'RSSMRA85T10A562S', ...known }))).toBe(code)
  })
})
