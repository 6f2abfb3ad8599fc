import { expect, test } from 'vitest'
import { fieldsOf } from '../../../wallet-web/disclosure/fields.ts'
import { isLeast } from '../../../wallet-web/disclosure/least.ts'
import { demoWorld } from '../../fixtures/demo-world.ts'

const demo = await demoWorld()

test('every part that can be kept back has one switch, names first, the tax code last', () => {
  const ids = fieldsOf(demo.sdJwt).map(({ id }) => id)
  expect(ids[0]).toBe('name')
  expect(ids.at(-1)).toBe('tax_id_code')
  expect(new Set(ids).size).toBe(ids.length)
})

test('the least is who and what, and nothing else', () => {
  const least = fieldsOf(demo.sdJwt).filter(isLeast)
  expect(least.map(({ id }) => id)).toEqual(['name', 'competences/0', 'competences/1'])
  expect(least[0]?.text).toBe("Niccolò D'Agostò")
})
