import { expect, test } from 'vitest'
import { run } from '../../../scripts/vectors/edc-form.ts'

test('every sample has the form that its manifest says, by the shapes and by our table', async () => {
  const [family] = await run()
  expect(family?.total).toBe(9)
  expect(family?.deviations.map(({ path }) => path)).toEqual(['edc/samples/unsigned/credential-sample-3.2.jsonld'])
  expect(family?.deviations.filter(({ why }) => why.startsWith('unexplained'))).toEqual([])
}, 60_000)
