import { beforeEach, describe, expect, test } from 'vitest'
import { signCompact } from '../../../credential/jose/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { composeTokenStatusList } from '../../../credential/status/index.ts'
import { toNumericDate } from '../../../credential/time.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { type DemoWorld, demoWorld, INDEX, moments } from '../../fixtures/demo-world.ts'
import { check, complaints, judge } from './verdict.ts'

let demo: DemoWorld
beforeEach(async () => {
  demo = await demoWorld()
})

const since = '2026-05-20T08:00:00Z'

describe('the state of an act', () => {
  test.each([
    ['sospeso', 'verifica-in-corso'],
    ['annullato', 'errore-materiale'],
    ['sostituito', 'errore-materiale'],
  ] as const)('%s is invalid, and says since when and why', async (word, reasonClass) => {
    await demo.publishStatus([{ index: INDEX, word, since, reasonClass, ...(word === 'sostituito' ? { successor: 'abc' } : {}) }])
    const result = await judge(demo.sdJwt, demo.world)
    expect(result.verdict).toBe('invalid')
    expect(complaints(result)).toEqual([`status: failed status.${word === 'sostituito' ? 'sostituito-by' : word}`])
    expect(result.credential?.state).toEqual({ word, since, reasonClass, ...(word === 'sostituito' ? { successor: 'abc' } : {}) })
    expect(check(result, 'status')?.reason).toContain('20/5/2026')
  })

  test('is not asked of a stranger, whose lists are addresses of his choice', async () => {
    await demo.publishStatus([{ index: INDEX, word: 'annullato', since, reasonClass: 'ricorso' }])
    const called: string[] = []
    const fetch: typeof demo.world.fetch = (url, init) => {
      called.push(url)
      return demo.world.fetch(url, init)
    }
    const result = await judge(demo.sdJwt, { ...demo.world, fetch, trust: { ...demo.world.trust, issuers: [] } })
    expect(result.verdict).toBe('unverifiable')
    expect(check(result, 'status')).toMatchObject({ outcome: 'not-checked', code: 'check.skipped' })
    expect(called.filter((url) => url.startsWith(demo.statusUrl('token')) || url.includes('/status/'))).toEqual([])
  })

  test('comes back to valid when the suspension is lifted', async () => {
    await demo.publishStatus([{ index: INDEX, word: 'sospeso', since, reasonClass: 'verifica-in-corso' }])
    expect((await judge(demo.sdJwt, demo.world)).verdict).toBe('invalid')
    await demo.publishStatus([])
    expect((await judge(demo.sdJwt, demo.world)).verdict).toBe('valid')
  })

  test('of the neighbours does not matter', async () => {
    const word = 'annullato'
    await demo.publishStatus([INDEX - 1, INDEX + 1].map((index) => ({ index, word, since, reasonClass: 'ricorso' })))
    expect((await judge(demo.sdJwt, demo.world)).verdict).toBe('valid')
  })

  test('counts also when nobody explains it', async () => {
    await demo.publishStatus([{ index: INDEX, word: 'annullato', since, reasonClass: 'ricorso' }])
    demo.web.serve(demo.statusUrl('changes'))
    const result = await judge(demo.sdJwt, demo.world)
    expect(complaints(result)).toEqual(['status: failed status.annullato-unexplained'])
    expect(result.credential?.state).toEqual({ word: 'annullato' })
  })

  test('is not changed by a file that explains something else', async () => {
    await demo.publishStatus([{ index: INDEX, word: 'sospeso', since, reasonClass: 'ricorso' }])
    const explained = {
      iss: demo.body.did,
      sub: demo.statusUrl('token'),
      iat: toNumericDate(moments.now),
      exp: toNumericDate(moments.now) + 60,
    }
    const changes = { [INDEX]: { word: 'sostituito', since, reasonClass: 'ricorso' } }
    await serveChanges({ ...explained, changes })
    expect(complaints(await judge(demo.sdJwt, demo.world))).toEqual(['status: failed status.sospeso-unexplained'])
  })

  test('is not looked up for a document that is refused already', async () => {
    await judge(await demo.issue({ without: ['decision'] }), demo.world)
    expect(demo.web.asked).not.toContain(demo.statusUrl('token'))
  })

  async function serveChanges(payload: JsonObject): Promise<void> {
    const { signer, kid } = demo.body
    demo.web.serve(demo.statusUrl('changes'), await signCompact({ header: { typ: 'attesta-status-changes+jwt', kid }, payload, signer }))
  }
})

interface ListChanges {
  readonly payload?: JsonObject
  readonly header?: JsonObject
  readonly signer?: ReturnType<typeof throwawaySigner>
  readonly size?: number
  readonly at?: string
}

describe('a list that cannot be relied on leaves the question open', () => {
  const serve = async ({ payload = {}, header = {}, signer = demo.body.signer, size = 131_072 }: ListChanges) => {
    const seconds = toNumericDate(moments.now)
    const uri = demo.statusUrl('token')
    const list = await composeTokenStatusList({
      uri,
      issuer: demo.body.did,
      bits: 2,
      size,
      values: new Map(),
      iat: seconds,
      exp: seconds + 3600,
      ttl: 60,
    })
    demo.web.serve(
      uri,
      await signCompact({ header: { typ: 'statuslist+jwt', kid: demo.body.kid, ...header }, payload: { ...list, ...payload }, signer }),
    )
  }

  test.each<[string, () => ListChanges, string]>([
    ['signed by a stranger', () => ({ signer: throwawaySigner() }), 'not-checked status.list-refused'],
    [
      'signed by another organisation',
      () => ({ signer: demo.otherBody.signer, header: { kid: demo.otherBody.kid } }),
      'not-checked status.list-refused',
    ],
    ['of another issuer', () => ({ payload: { iss: demo.otherBody.did } }), 'not-checked status.list-refused'],
    ['of another address', () => ({ payload: { sub: demo.statusUrl('changes') } }), 'not-checked status.list-refused'],
    ['without an address', () => ({ payload: { sub: null } }), 'not-checked status.list-refused'],
    ['of another type', () => ({ header: { typ: 'JWT' } }), 'not-checked status.list-refused'],
    ['expired', () => ({ payload: { exp: toNumericDate(moments.now) - 61 } }), 'not-checked status.list-expired'],
    ['of tomorrow', () => ({ payload: { iat: toNumericDate(moments.now) + 86_400 } }), 'not-checked status.list-refused'],
    ['with a time in text', () => ({ payload: { exp: '9999999999' } }), 'not-checked status.list-refused'],
    ['of three bits', () => ({ payload: { status_list: { bits: 3, lst: 'eNrbuRgAAhcBXQ' } } }), 'not-checked status.list-refused'],
    ['that does not inflate', () => ({ payload: { status_list: { bits: 2, lst: 'AAAA' } } }), 'not-checked status.list-refused'],
    ['too short for the place', () => ({ size: 64 }), 'failed status.out-of-range'],
  ])('%s', async (_, changes, finding) => {
    await serve(changes())
    const result = await judge(demo.sdJwt, demo.world)
    expect(complaints(result)).toEqual([`status: ${finding}`])
    expect(result.verdict).not.toBe('valid')
    expect(result.credential?.state).toBeUndefined()
  })

  test('that is not there is unverifiable, never valid', async () => {
    demo.web.serve(demo.statusUrl('token'))
    const result = await judge(demo.sdJwt, demo.world)
    expect(result.verdict).toBe('unverifiable')
    expect(complaints(result)).toEqual(['status: not-checked status.unreachable'])
  })

  test.each([404, 500, 302])('that answers %i is unverifiable', async (code) => {
    demo.web.serve(demo.statusUrl('token'), 'no', code)
    expect((await judge(demo.sdJwt, demo.world)).verdict).toBe('unverifiable')
  })

  test('that never ends is not read to the end', async () => {
    demo.web.serve(demo.statusUrl('token'), new Uint8Array(3 * 1024 * 1024))
    const result = await judge(demo.sdJwt, demo.world)
    expect(check(result, 'status')).toMatchObject({ outcome: 'not-checked', facts: { cause: 'status-list.too-large' } })
  })

  test.each([
    ['as text', '4711'],
    ['as hexadecimal text', '0x2A'],
    ['negative', -1],
    ['in half', 0.5],
  ])('a place given %s is refused with the form', async (_, idx) => {
    const status = { status_list: { idx, uri: demo.statusUrl('token') } }
    const result = await judge(await demo.issue({ payload: (payload) => ({ ...payload, status }) }), demo.world)
    expect(complaints(result)[0]).toBe('schema: failed schema.sd-jwt-vc')
  })
})
