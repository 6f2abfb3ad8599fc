import { expect, test } from 'vitest'
import { run } from '../../../scripts/vectors/status.ts'

test('the published vectors of status lists end as they say', async () => {
  for (const { name, ok, total, deviations } of await run()) {
    expect(deviations, name).toEqual([])
    expect(ok, name).toBe(total)
  }
})
