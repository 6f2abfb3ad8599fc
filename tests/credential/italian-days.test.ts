import { expect, test } from 'vitest'
import { elideDays } from '../../credential/italian-days.ts'

test.each([
  ['Vale dal 8 novembre 2026 al 11 dicembre 2026.', "Vale dall'8 novembre 2026 all'11 dicembre 2026."],
  ['Il 8/11 e il 11 marzo', "L'8/11 e l'11 marzo"],
  ['dal 18 maggio al 1 giugno, del 80 e del 11', 'dal 18 maggio al 1 giugno, del 80 e del 11'],
])('%s', (text, said) => {
  expect(elideDays(text)).toBe(said)
})
