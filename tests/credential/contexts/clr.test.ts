import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CLR_2_0, pinnedContexts } from '../../../credential/contexts/index.ts'
import { canonize } from '../../../credential/data-integrity/index.ts'

const vectors = new URL('../../../../shared/vectors/ob3/', import.meta.url)
const read = (name: string) => JSON.parse(readFileSync(new URL(name, vectors), 'utf8'))

test('our terms of Comprehensive Learner Records mean what the published ones mean', async () => {
  const { proof: _, ...record } = read('clr20/simple.json')
  const published = new Map([...pinnedContexts, [CLR_2_0, read('context/clr-v2p0-2.0.1.json')]])
  expect(await canonize(record)).toBe(await canonize(record, { contexts: published }))
  expect(pinnedContexts.get(CLR_2_0)).toEqual(read('context/clr-v2p0-2.0.1.json'))
})
