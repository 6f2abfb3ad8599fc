import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { openService, type Service } from '../service.ts'

/** What the issuer hands out is what a verifier, with nothing but the Region as anchor, makes of it over the wire. */
describe('the demo’s two documents', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService()
  })
  afterAll(() => service.close())

  const verdictOn = async (which: string, anchor = 'regione-lombardia') => {
    const bytes = new Uint8Array(await (await fetch(`${service.issuerUrl}/demo/documents/${which}`)).arrayBuffer())
    const id = `did:web:${encodeURIComponent(new URL(service.issuerUrl).host)}:org:${anchor}`
    return verifyDocument(
      { bytes },
      {
        now: new Date(),
        fetch: (url, init) => fetch(url, init),
        trust: { issuers: [{ id, name: 'Regione', kinds: ['recognition'], from: '2020-01-01T00:00:00Z' }], sealRoots: [] },
        limits: { allowLoopbackHttp: true },
      },
    )
  }

  test('one is valid, with the whole chain', async () => {
    const { verdict, chain, checks } = await verdictOn('valid')
    expect(checks.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-checked')).toEqual([])
    expect(verdict).toBe('valid')
    expect(chain.map(({ role, outcome }) => `${role} ${outcome}`)).toEqual([
      'region passed',
      'chamber passed',
      'commission passed',
      'decision passed',
      'body passed',
    ])
  })

  test('the other is annulled, and says why', async () => {
    const { verdict, checks, credential } = await verdictOn('annulled')
    expect(verdict).toBe('invalid')
    expect(checks).toContainEqual(expect.objectContaining({ id: 'status', outcome: 'failed' }))
    expect(credential?.state).toMatchObject({ word: 'annullato', reasonClass: 'falsa-dichiarazione' })
  })

  test('neither is valid where nobody trusts this Region', async () => {
    expect((await verdictOn('valid', 'camera-bergamo')).verdict).not.toBe('valid')
  })
})
