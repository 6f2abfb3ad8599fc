import { beforeAll, describe, expect, test } from 'vitest'
import { outcome } from '../../fixtures/demo-people.ts'
import { type DemoWorld, demoWorld } from '../../fixtures/demo-world.ts'
import { check, complaints, judge } from './verdict.ts'

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})

describe('a genuine certificate', () => {
  test('is valid, and each check passes with a sentence', async () => {
    const result = await judge(demo.sdJwt, demo.world)
    expect(result).toMatchObject({ verdict: 'valid', asOf: '2026-06-01T12:00:00Z', renderingOf: demo.digest })
    expect(result.checks.map(({ id }) => id)).toEqual([
      'format',
      'schema',
      'proof',
      'issuer-key',
      'recognition',
      'decision',
      'status',
      'validity',
      'freshness',
      'holder',
    ])
    expect(complaints(result)).toEqual([])
    for (const { reason, code } of result.checks) expect(reason, code).toMatch(/^[A-ZÈ][^{}]+[.]$/)
  })

  test('shows what was signed, and beside it who vouches for it', async () => {
    const { credential } = await judge(demo.sdJwt, demo.world)
    expect(credential).toMatchObject({
      form: 'sd-jwt-vc',
      kind: 'certificato',
      title: 'Diversity Manager',
      number: 'BG-2026-000042',
      holder: { name: "Niccolò D'Agostò", birthDate: '1991-03-09' },
      issuer: {
        says: 'Orobie Formazione e Lavoro',
        recognisedName: 'Orobie Formazione e Lavoro',
        recognisedBy: 'Regione Lombardia (dimostrativa)',
      },
      state: { word: 'valido' },
    })
    expect(credential?.competences.map(({ code }) => code)).toEqual(['DM-1', 'DM-2'])
  })

  test('names the five stations of the chain', async () => {
    const { chain } = await judge(demo.sdJwt, demo.world)
    expect(chain.map(({ role, outcome }) => `${role} ${outcome}`)).toEqual([
      'region passed',
      'chamber passed',
      'commission passed',
      'decision passed',
      'body passed',
    ])
    expect(chain[2]).toMatchObject({ act: { number: '12/2026', date: '2026-05-04' }, date: '2026-05-04T08:00:00Z' })
  })

  test('asks each registry once, and the list by its bare address', async () => {
    const fresh = await demoWorld()
    await judge(fresh.sdJwt, fresh.world)
    expect(fresh.web.asked.toSorted()).toEqual([
      'http://localhost:4000/org/camera-bergamo/did.json',
      'http://localhost:4000/org/orobie-formazione/did.json',
      'http://localhost:4000/org/regione-lombardia/did.json',
      'http://localhost:4000/org/regione-lombardia/withdrawals',
      'http://localhost:4000/status/orobie-formazione/1/token',
    ])
  })

  test('of a kind that no commission decides may be released on the day of its assessment', async () => {
    const assessment = { ...outcome.assessment, date: '2026-05-13' }
    expect(
      complaints(await judge(await demo.issue({ kind: 'microcredenziale', outcome: { ...outcome, assessment } }), demo.world)),
    ).toEqual([])
  })

  test('of a kind that no commission decides has no such check', async () => {
    const result = await judge(await demo.issue({ kind: 'microcredenziale' }), demo.world)
    expect(complaints(result)).toEqual([])
    expect(check(result, 'decision')).toBeUndefined()
    expect(result.chain.map(({ role }) => role)).toEqual(['region', 'body'])
  })
})
