import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../../credential/json/index.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'

const asset = (name: string) => readFileSync(new URL(`../../../../shared/vectors/ob3/ob20/${name}`, import.meta.url), 'utf8')
const assertion: JsonObject = JSON.parse(asset('basic-assertion.json'))

test.each([
  [
    'with its class inside',
    { ...assertion, badge: JSON.parse(asset('assets/robotics-badge.json')) },
    'È un Open Badge 2.0 che si chiama «Awesome Robotics Badge», ma example.org, dove l’ente che lo ha rilasciato pubblica i suoi dati, non risponde.',
  ],
  [
    'alone',
    assertion,
    'È un documento Open Badges 2.0, ma example.org, dove l’ente che lo ha rilasciato pubblica i suoi dati, non risponde.',
  ],
])('a badge %s whose issuer does not answer is called what it is, and the host is named', async (_, document, reason) => {
  const bytes = new TextEncoder().encode(JSON.stringify(document))
  const silent = () => Promise.reject(new TypeError('fetch failed'))
  const { verdict, checks } = await verifyDocument(
    { bytes },
    { now: new Date('2026-11-22T10:00:00Z'), fetch: silent, trust: { issuers: [], sealRoots: [] } },
  )
  expect(verdict).toBe('unverifiable')
  expect(checks).toContainEqual(expect.objectContaining({ id: 'schema', code: 'schema.passed-open-badge-2' }))
  expect(checks).toContainEqual(expect.objectContaining({ id: 'issuer-key', outcome: 'not-checked', reason }))
})
