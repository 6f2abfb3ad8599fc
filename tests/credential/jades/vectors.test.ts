import { describe, expect, test } from 'vitest'
import { run } from '../../../scripts/vectors/edc-seals.ts'

const families = await run()

describe('published vectors', () => {
  test.each(families)('$name: $ok of $total, the rest explained', ({ ok, total, deviations }) => {
    expect(total).toBeGreaterThan(0)
    expect(ok + deviations.length).toBe(total)
    expect(deviations.filter(({ why }) => why.startsWith('unexplained'))).toEqual([])
  })
})
