import { beforeAll, describe, expect, test } from 'vitest'
import { presentSdJwt } from '../../../credential/sd-jwt/index.ts'
import { ATTESTA_VCT } from '../../../credential/sd-jwt-vc/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { check, complaints, firstComplaint, judge } from './verdict.ts'

const audience = 'x509_san_dns:verifica.example'
const nonce = 'n-0S6_WzA2Mj'
const expected = { audience, nonce, holderBinding: true }

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})

interface Presentation {
  readonly show?: readonly string[]
  readonly signer?: ReturnType<typeof throwawaySigner>
  readonly audience?: string
  readonly nonce?: string
  readonly iat?: Date
}

function present({ show, signer = demo.holder, ...given }: Presentation = {}): Promise<string> {
  return presentSdJwt({
    sdJwt: demo.sdJwt,
    disclose: (_, path) => show === undefined || show.includes(path.join('/')),
    keyBinding: { signer, audience, nonce, iat: moments.now, ...given },
  })
}

describe('a presentation', () => {
  test('by the holder, to this verifier, now, is valid', async () => {
    const result = await judge(await present(), demo.world, expected)
    expect(complaints(result)).toEqual([])
    expect(check(result, 'holder')).toMatchObject({ outcome: 'passed', code: 'holder.passed', required: true })
  })

  test.each<[string, Presentation, string]>([
    ['by a thief', { signer: throwawaySigner() }, 'sd-jwt.key-binding-signature'],
    ['to another verifier', { audience: 'x509_san_dns:altro.example' }, 'sd-jwt.key-binding-audience'],
    ['for another request', { nonce: 'un-altro-nonce' }, 'sd-jwt.key-binding-nonce'],
    ['of an hour ago', { iat: new Date(moments.now.getTime() - 3_600_000) }, 'sd-jwt.key-binding-time'],
    ['of tomorrow', { iat: new Date(moments.now.getTime() + 86_400_000) }, 'sd-jwt.key-binding-time'],
  ])('%s is invalid, though the certificate is genuine', async (_, presentation, code) => {
    const result = await judge(await present(presentation), demo.world, expected)
    expect(complaints(result)).toEqual([`holder: failed ${code}`])
    expect(result.verdict).toBe('invalid')
  })

  test('with a claim added after the signature is invalid', async () => {
    const all = demo.sdJwt.split('~')
    const shown = (await present({ show: ['given_name'] })).split('~')
    const extra = all.slice(1, -1).find((disclosure) => !shown.includes(disclosure)) ?? ''
    const result = await judge([...shown.slice(0, -1), extra, shown.at(-1)].join('~'), demo.world, expected)
    expect(complaints(result)).toEqual(['holder: failed sd-jwt.key-binding-hash'])
  })

  test('a bare document in its place is invalid', async () => {
    expect(firstComplaint(await judge(demo.sdJwt, demo.world, expected))).toBe('holder: failed sd-jwt.key-binding-missing')
  })

  test('a bare document is welcome to whoever says so', async () => {
    const result = await judge(demo.sdJwt, demo.world, { audience, nonce, holderBinding: false })
    expect(result.verdict).toBe('valid')
    expect(check(result, 'holder')).toMatchObject({ outcome: 'not-checked', required: false })
  })

  test('whoever demands a holder and names no request gets no "valid"', async () => {
    expect(firstComplaint(await judge(await present(), demo.world, { holderBinding: true }))).toBe('holder: failed holder.nothing-expected')
  })

  test('that is dropped as a file is read, and its holder not called checked', async () => {
    const result = await judge(await present({ signer: throwawaySigner() }), demo.world)
    expect(result.verdict).toBe('valid')
    expect(check(result, 'holder')).toMatchObject({ outcome: 'not-checked', code: 'holder.not-asked', required: false })
  })

  test('that lives for days is good for as long as the relying party says', async () => {
    const iat = new Date(moments.now.getTime() - 7 * 86_400_000)
    const result = await judge(await present({ iat }), demo.world, { ...expected, maxKeyBindingAge: 30 * 86_400 })
    expect(result.verdict).toBe('valid')
  })

  test('of another type than was asked for is invalid', async () => {
    const result = await judge(await present(), demo.world, { ...expected, type: ATTESTA_VCT.frequenza })
    expect(firstComplaint(result)).toBe('schema: failed schema.type')
  })
})

describe('selective disclosure', () => {
  test('one competence alone is valid, and nothing else is shown', async () => {
    const { verdict, credential } = await judge(await present({ show: ['competences/1'] }), demo.world, expected)
    expect(verdict).toBe('valid')
    expect(credential?.competences.map(({ code }) => code)).toEqual(['DM-2'])
    expect(credential?.holder).toEqual({})
    expect(credential?.assessment).toBeUndefined()
  })

  test('nothing of the outcome is valid too: that a certificate exists', async () => {
    const { verdict, credential } = await judge(await present({ show: [] }), demo.world, expected)
    expect(verdict).toBe('valid')
    expect(credential).toMatchObject({ title: 'Diversity Manager', competences: [], holder: {} })
  })

  test('names without birth date and tax code', async () => {
    const { credential } = await judge(await present({ show: ['given_name', 'family_name', 'competences/0'] }), demo.world, expected)
    expect(credential?.holder).toEqual({ name: "Niccolò D'Agostò", givenName: 'Niccolò', familyName: "D'Agostò" })
  })
})
