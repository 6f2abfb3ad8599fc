import { expect, test } from 'vitest'
import { valueWords } from '../../../issuer/reads/dashboard/words.ts'
import shipped from '../../../schemas/repertory/sectors.json' with { type: 'json' }

test('each sector and each section has an English name for the pages', () => {
  expect(Object.keys(shipped.en)).toEqual([...shipped.sectors, ...shipped.sections])
})

test('what the dashboard gives away is in the language of the page; an unknown sector keeps its name', () => {
  expect(valueWords('sector', 'Servizi turistici', 'en')).toBe('Tourism')
  expect(valueWords('sector', 'Servizi turistici', 'it')).toBe('Servizi turistici')
  expect(valueWords('sector', 'Settore di altri', 'en')).toBe('Settore di altri')
})
