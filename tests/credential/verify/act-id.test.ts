import { beforeAll, describe, expect, test } from 'vitest'
import { actIdOf, sameActs, type VerificationResult } from '../../../credential/verify/index.ts'
import { actsInside } from '../../../credential/verify/same-acts.ts'
import { type DemoWorld, demoWorld } from '../../fixtures/demo-world.ts'
import { judge } from './verdict.ts'

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})
const idOf = async (text: string) => actIdOf(await judge(text, demo.world))

describe('an act has one name', () => {
  test('in both of its forms, and in a later copy', async () => {
    const id = await idOf(demo.sdJwt)
    expect(id).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(await idOf(JSON.stringify(demo.openBadge))).toBe(id)
    const { authority } = demo.attestation
    expect(await idOf(await demo.issue({ attestation: { authority }, copiedAt: demo.world.now }))).toBe(id)
  })

  test('that the same digest does not give to an act of another body, or of another number', async () => {
    const { name, did, kid, signer } = demo.otherBody
    const claims = { attestation_digest: demo.digest }
    const other = (changes: object) => demo.issue({ payload: (payload) => ({ ...payload, ...claims, ...changes }) })
    const foreign = await demo.issue({
      payload: (payload) => ({ ...payload, ...claims, iss: did, issuing_authority: name }),
      bodySigner: { signer, kid },
    })
    const said = await judge(demo.sdJwt, demo.world)
    if (said.credential === undefined) throw new Error('the genuine document says nothing')
    const { dates } = said.credential
    for (const changed of [{ kind: 'validazione' as const }, { dates: { ...dates, issued: '2026-05-14' } }])
      expect(actIdOf({ ...said, credential: { ...said.credential, ...changed } })).not.toBe(actIdOf(said))
    const names = [demo.sdJwt, await other({ document_number: 'BG-2026-999999' }), foreign].map(idOf)
    expect(await judge(foreign, demo.world)).toMatchObject({ renderingOf: demo.digest, credential: { issuer: { id: did } } })
    expect(new Set(await Promise.all(names)).size).toBe(3)
  })

  test('or none, where nothing of ours was signed', async () => {
    expect(await idOf('niente')).toBeUndefined()
  })
})

describe('of several documents', () => {
  test('the later forms and copies of one act point at the first', async () => {
    const { authority } = demo.attestation
    const copy = await demo.issue({ attestation: { authority }, copiedAt: demo.world.now })
    const other = await demo.issue({ payload: (payload) => ({ ...payload, document_number: 'BG-2026-999999' }) })
    const texts = ['niente', demo.sdJwt, other, JSON.stringify(demo.openBadge), copy]
    const results = await Promise.all(texts.map((text) => judge(text, demo.world)))
    expect(sameActs(results)).toEqual([undefined, undefined, undefined, 1, 1])
  })

  test('a record is told to contain the act of another row: of its first row, and of none that nobody signed', async () => {
    const results = await Promise.all([demo.sdJwt, JSON.stringify(demo.openBadge)].map((text) => judge(text, demo.world)))
    const [act, badge] = results
    if (act === undefined || badge === undefined) throw new Error('no results')
    const record: VerificationResult = { ...act, renderingOf: 'record', contained: [badge] }
    const unsigned: VerificationResult = { ...record, contained: [{ ...badge, checks: [] }] }
    expect(actsInside([act, badge, record, unsigned])).toEqual([[], [], [0], []])
  })

  test('one that its issuer did not sign is nobody’s', async () => {
    const { signer, kid } = demo.otherBody
    const forged = await demo.issue({ bodySigner: { signer, kid } })
    const results = await Promise.all([demo.sdJwt, forged].map((text) => judge(text, demo.world)))
    expect(results[1]?.verdict).toBe('invalid')
    expect(sameActs(results)).toEqual([undefined, undefined])
  })
})
