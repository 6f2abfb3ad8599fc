import { expect, test } from 'vitest'
import { longDate, onDay } from '../../../issuer/pdf/words.ts'

test.each([
  ['il', '2026-11-08', "l'8 novembre 2026"],
  ['del', '2026-11-11', "dell'11 novembre 2026"],
  ['dal', '2026-05-01', 'dal 1° maggio 2026'],
  ['al', '2026-05-18', 'al 18 maggio 2026'],
  ['del', '2026-10-31T23:30:00Z', 'del 1° novembre 2026'],
] as const)('%s %s is written %s on paper', (article, date, written) => expect(onDay(article, date)).toBe(written))

test('days of more than one figure keep their own', () => expect(longDate('2026-05-21')).toBe('21 maggio 2026'))
