import { describe, expect, test } from 'vitest'
import { isName } from '../../../issuer/person/require-name.ts'
import { requirePerson } from '../../../issuer/person/require-person.ts'
import { nextTaxCode } from '../exam.ts'

const at = new Date('2026-11-29T12:00:00Z')
const neva = { givenName: 'Nèva', familyName: "D'Adùlio", birthDate: '1985-12-10', taxCode: 'DDLNVE85T10A562B' }
const taken = (changes: Partial<typeof neva> & { sex?: 'F' | 'M' }, cardSeen = false) =>
  requirePerson({ person: { ...neva, ...changes }, cardSeen, at })
const refused = (code: string) => expect.objectContaining({ code })

describe('whoever is taken in', () => {
  test.each([
    "D'Adùlio",
    'De’ Làri',
    'Nuñez-O’Şahin',
    'Đorđević Łukasz',
    'van der Bèrg',
    'Jr. Òlmi',
    'Ковальчук',
    'محمد',
    '王小明',
    'நிலா',
    'Òlmi'.normalize('NFD'),
    'X',
  ])('may be called %s', (familyName) => {
    expect(() => taken({ familyName, taxCode: nextTaxCode() })).not.toThrow()
  })

  test.each([
    ['nothing', ''],
    ['spaces', '   '],
    ['a space before', ' Rèmi'],
    ['a line break', 'Rèmi\nOlmi'],
    ['a carriage return', 'Rèmi\r'],
    ['a tabulator', 'Rè\tmi'],
    ['another line separator', 'Rèmi\u2028Olmi'],
    ['a sign that turns the direction', 'Rèmi\u202eimlO'],
    ['a sign that isolates one', '\u2067Rèmi\u2069'],
    ['a width that cannot be seen', 'Rè\u200bmi'],
    ['a mark of the byte order', '\ufeffRèmi'],
    ['punctuation alone', "-.'"],
    ['an accent of nothing', '\u0301'],
    ['a figure', 'Rèmi 2'],
    ['a tag', '<b>Rèmi</b>'],
    ['a formula', '=Rèmi()'],
    ['half a character', 'Rèmi\ud800'],
    ['a hundred and one letters', 'a'.repeat(101)],
  ])('is not called %s', (_, name) => {
    expect(() => taken({ familyName: name, taxCode: nextTaxCode() })).toThrow(refused('person.family-name'))
    expect(() => taken({ givenName: name, taxCode: nextTaxCode() })).toThrow(refused('person.given-name'))
  })

  test.each(['\u3164', '\u115f', 'A\u034f', 'A\ufe0f', `Z${'\u0301'.repeat(3)}`])(
    'has no name of what cannot be seen or read: %j',
    (text) => {
      expect(isName(text)).toBe(false)
      expect(isName('Nguyễn'.normalize('NFD'))).toBe(true)
    },
  )

  test.each(['1906-11-29', '1985-12-10', '2026-11-29'])('may be born on %s', (birthDate) => {
    expect(() => taken({ birthDate, taxCode: nextTaxCode() })).not.toThrow()
  })

  test.each([
    '0000-01-01',
    '1880-12-10',
    '1885-12-10',
    '1899-12-31',
    '1906-11-28',
    '2026-11-30',
    '2199-01-01',
    '9999-12-31',
    '2026-02-30',
    '+275760-09-13',
    'ieri',
  ])('is not born on %s, even where the code says the same two figures of the year', (birthDate) => {
    expect(() => taken({ birthDate })).toThrow(refused('person.birth-date'))
    expect(() => taken({ birthDate, taxCode: nextTaxCode() })).toThrow(refused('person.birth-date'))
  })

  test.each(['00000000000', '00000000018', '99999999999', '12345678901'])('has not the code %s', (taxCode) => {
    expect(() => taken({ taxCode })).toThrow(refused('person.tax-code'))
  })

  test('has the letters of their name in their code, or somebody who saw the card', () => {
    expect(taken({})).toEqual({ byCard: false })
    expect(taken({}, true)).toEqual({ byCard: false })
    expect(() => taken({ taxCode: 'RSSMRA85T10A562S' })).toThrow(refused('person.tax-code-name'))
    expect(taken({ taxCode: 'RSSMRA85T10A562S' }, true)).toEqual({ byCard: true })
  })

  test('has a code that fits everything else, whoever saw the card', () => {
    expect(() => taken({ taxCode: 'RSSMRA85T10A562T' }, true)).toThrow(refused('person.tax-code'))
    expect(() => taken({ birthDate: '1985-12-11' }, true)).toThrow(refused('person.tax-code-birth-date'))
    expect(() => taken({ sex: 'F', taxCode: 'RSSMRA85T10A562S' }, true)).toThrow(refused('person.tax-code-sex'))
  })
})
