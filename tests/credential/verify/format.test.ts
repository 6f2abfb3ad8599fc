import { beforeAll, describe, expect, test } from 'vitest'
import { signCompact } from '../../../credential/jose/index.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { type DemoWorld, demoWorld } from '../../fixtures/demo-world.ts'
import { check, judge } from './verdict.ts'

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})

const utf8 = new TextEncoder()

describe('what is no document', () => {
  test.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'format.empty'],
    ['garbage', Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 251), 'format.unreadable'],
    ['a sentence', utf8.encode('Ho un attestato, credetemi.'), 'format.unreadable'],
    ['a PDF', utf8.encode('%PDF-1.7\n'), 'format.pdf'],
    ['JSON of another kind', utf8.encode('{"nome":"Niccolò"}'), 'format.unreadable'],
    ['half a JSON', utf8.encode('{"@context":'), 'json.malformed'],
    ['JSON with a name twice', utf8.encode('{"@context":[],"a":1,"a":2}'), 'json.repeated-name'],
    ['50,000 levels of JSON', utf8.encode('['.repeat(50_000)), 'json.too-deep'],
    ['six megabytes', new Uint8Array(6 * 1024 * 1024), 'format.too-large'],
  ])('%s is invalid, with the reason', async (_, bytes, code) => {
    const result = await verifyDocument({ bytes }, demo.world)
    expect(result).toMatchObject({ verdict: 'invalid', chain: [] })
    expect(check(result, 'format')).toMatchObject({ outcome: 'failed', code })
    expect(check(result, 'format')?.reason).not.toMatch(/[{}]/)
    expect(result.credential).toBeUndefined()
    expect(result.checks.slice(1).every(({ outcome }) => outcome === 'not-checked')).toBe(true)
  })

  test.each([
    ['a link', 'https://verifica.example/c/abc#chiave'],
    ['an offer', 'openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fx.example'],
  ])('%s is neither right nor wrong: nobody looked at what stands there', async (_, address) => {
    const result = await verifyDocument({ bytes: utf8.encode(address) }, demo.world)
    expect(result).toMatchObject({ verdict: 'unverifiable', chain: [] })
    expect(check(result, 'format')).toMatchObject({ outcome: 'not-checked', code: 'format.link' })
  })

  test('a plain JWT is told apart', async () => {
    const jwt = await signCompact({ header: { typ: 'JWT' }, payload: { iss: 'x' }, signer: throwawaySigner() })
    expect(check(await judge(jwt, demo.world), 'format')).toMatchObject({ outcome: 'failed', code: 'format.plain-jwt' })
  })
})

describe('a document is known by its content', () => {
  test.each([
    ['application/octet-stream', undefined],
    ['image/png', 'image/png'],
    ['application/json', 'application/json'],
  ])('whatever its sender calls it (%s)', async (_, mediaType) => {
    const bytes = utf8.encode(demo.sdJwt)
    const result = await verifyDocument({ bytes, ...(mediaType === undefined ? {} : { mediaType }) }, demo.world)
    expect(result.verdict).toBe('valid')
  })

  test('and read with the line breaks of a mail', async () => {
    const broken = demo.sdJwt.replace(/.{76}/g, '$&\r\n')
    expect((await judge(`  ${broken}\n`, demo.world)).verdict).toBe('valid')
  })

  test('and in JSON serialization', async () => {
    const [jwt = '', ...disclosures] = demo.sdJwt.slice(0, -1).split('~')
    const [header, payload, signature] = jwt.split('.')
    expect((await judge(JSON.stringify({ protected: header, payload, signature, header: { disclosures } }), demo.world)).verdict).toBe(
      'valid',
    )
  })
})

describe('an SD-JWT with a fault is invalid', () => {
  test.each<[string, (text: string) => string, string]>([
    ['a letter of the payload changed', (text) => text.replace(/\.(.)/, (_, letter) => `.${letter === 'e' ? 'f' : 'e'}`), 'json.malformed'],
    ['the signature cut', (text) => text.replace(/\.[^.~]+~/, '.AAAA~'), 'jws.signature'],
    ['a disclosure twice', (text) => `${text}${text.split('~')[1]}~`, 'sd-jwt.disclosure-repeated'],
    ['a disclosure that nobody signed', (text) => `${text}WyJhYWFhIiwiYmJiYiIsMV0~`, 'sd-jwt.disclosure-unreferenced'],
  ])('%s', async (_, change, code) => {
    const result = await judge(change(demo.sdJwt), demo.world)
    expect(result.verdict).toBe('invalid')
    expect(result.checks.filter(({ outcome }) => outcome === 'failed').map((failed) => failed.code)).toContain(code)
    expect(result.credential).toBeUndefined()
  })
})
