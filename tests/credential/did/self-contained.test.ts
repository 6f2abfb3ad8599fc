import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeText } from '../../../credential/base64url.ts'
import { decodeMultikey, encodeMultikey, keyOf, resolveDid } from '../../../credential/did/index.ts'
import type { JsonValue } from '../../../credential/json/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { codeOf } from '../refused.ts'

const offline = { fetch: () => Promise.reject(new Error('nothing is fetched for these')) }
const at = new Date('2027-01-15T12:00:00Z')
const jwkDid = (jwk: JsonValue) => `did:jwk:${encodeText(JSON.stringify(jwk))}`

describe('did:jwk', () => {
  const { publicJwk } = throwawaySigner()

  test('is its key', async () => {
    const did = jwkDid({ ...publicJwk })
    const { key } = keyOf(await resolveDid(did, offline), `${did}#0`, { at, purpose: 'assertionMethod' })
    expect(key).toEqual(publicJwk)
  })

  test('for encryption signs nothing', async () => {
    const did = jwkDid({ ...publicJwk, use: 'enc' })
    const document = await resolveDid(did, offline)
    expect(await codeOf(() => keyOf(document, `${did}#0`, { at, purpose: 'assertionMethod' }))).toBe('issuer-key.purpose')
  })

  test.each([
    ['a private key', jwkDid({ ...publicJwk, d: 'AAAA' }), 'jwk.private'],
    ['another curve', jwkDid({ ...publicJwk, crv: 'secp256k1' }), 'jwk.unsupported'],
    ['no JSON', 'did:jwk:YWJj', 'did.malformed'],
    ['another spelling of base64url', 'did:jwk:YWJ', 'did.malformed'],
    ['a repeated member', `did:jwk:${encodeText('{"kty":"EC","kty":"OKP"}')}`, 'did.malformed'],
    ['an endless identifier', `did:jwk:${'A'.repeat(5000)}`, 'did.malformed'],
  ])('refuses %s', async (_, did, code) => {
    expect(await codeOf(() => resolveDid(did, offline))).toBe(code)
  })
})

describe('did:key and Multikey', () => {
  test.each(['ES256', 'ES384', 'EdDSA'] as const)('%s keys come back as they were', (alg) => {
    for (let i = 0; i < 20; i++) {
      const { publicJwk } = throwawaySigner({ alg })
      expect(decodeMultikey(encodeMultikey(publicJwk))).toEqual(publicJwk)
    }
  })

  test('names its one method by the key', async () => {
    const multikey = encodeMultikey(throwawaySigner({ alg: 'EdDSA' }).publicJwk)
    const document = await resolveDid(`did:key:${multikey}`, offline)
    expect(document.verificationMethods.map(({ id }) => id)).toEqual([`did:key:${multikey}#${multikey}`])
  })

  test('reads the examples of VC Data Integrity ECDSA', () => {
    const p256 = decodeMultikey('zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169')
    expect(p256).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x: 'fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI',
      y: 'hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU',
    })
  })

  test('refuses whatever is not such a key, quickly and by code', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...'123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'), maxLength: 200 }),
        async (text) => {
          expect(['did.malformed', 'did.key-length', 'jwk.unsupported']).toContain(await codeOf(() => decodeMultikey(`z${text}`)))
        },
      ),
    )
  })

  test('refuses a point that is not on the curve', async () => {
    const { x = '' } = throwawaySigner().publicJwk
    const codes = new Set<string>()
    for (let i = 0; i < 32; i++) {
      const bytes = Buffer.from(x, 'base64url')
      bytes[31] = i
      const text = encodeMultikey({ kty: 'EC', crv: 'P-256', x: bytes.toString('base64url'), y: bytes.toString('base64url') })
      codes.add(await codeOf(() => decodeMultikey(text)))
    }
    expect([...codes].sort()).toEqual(['accepted', 'did.malformed'])
  })
})
