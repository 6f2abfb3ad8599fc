import { compactVerify, importJWK, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { encode, encodeText } from '../../../credential/base64url.ts'
import type { Algorithm, PublicJwk } from '../../../credential/crypto/port.ts'
import { parseCompact, readPublicJwk, signCompact, thumbprint, verifyCompact } from '../../../credential/jose/index.ts'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { codeOf } from '../refused.ts'

const typ = 'vc+jwt'
const signer = throwawaySigner()
const key = signer.publicJwk
const payload = { iss: 'did:web:ente.example' }

/** Signs whatever header is given, the forbidden ones too. */
async function forge(header: JsonObject, body = encodeText(JSON.stringify(payload))): Promise<string> {
  const signingInput = `${encodeText(JSON.stringify(header))}.${body}`
  return `${signingInput}.${encode(await signer.sign(new TextEncoder().encode(signingInput)))}`
}

describe('a compact JWS', () => {
  test.each<Algorithm>(['ES256', 'ES384', 'EdDSA', 'RS256'])('%s: ours is read by jose, and theirs by us', async (alg) => {
    const own = throwawaySigner({ alg })
    const token = await signCompact({ header: { typ, kid: own.kid }, payload, signer: own })
    const theirs = await compactVerify(token, await importJWK({ ...own.publicJwk }, alg))
    expect(JSON.parse(new TextDecoder().decode(theirs.payload))).toEqual(payload)
    expect(await verifyCompact({ token, key: own.publicJwk, typ })).toEqual({ header: { alg, typ, kid: own.kid }, payload })
  })

  test('takes the name Ed25519 of RFC 9864 for EdDSA', async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
    const token = await new SignJWT(payload).setProtectedHeader({ alg: 'Ed25519', typ }).sign(privateKey as CryptoKey)
    const jwk = readPublicJwk((await crypto.subtle.exportKey('jwk', publicKey as CryptoKey)) as JsonValue)
    expect((await verifyCompact({ token, key: jwk, typ })).payload).toEqual(payload)
  })

  test('signs exact bytes as they are', async () => {
    const bytes = new TextEncoder().encode('{ "iss": "a" }')
    const token = await signCompact({ header: { typ }, payload: bytes, signer })
    expect(token.split('.')[1]).toBe(encode(bytes))
  })

  test('never signs under an algorithm that is not the signer’s', async () => {
    expect(await codeOf(() => signCompact({ header: { alg: 'none' }, payload, signer }))).toBe('jws.algorithm')
  })

  test.each<[string, JsonObject, string]>([
    ['alg none', { alg: 'none', typ }, 'jws.algorithm'],
    ['alg in odd case', { alg: 'es256', typ }, 'jws.algorithm'],
    ['HS256', { alg: 'HS256', typ }, 'jws.algorithm'],
    ['an algorithm of another key', { alg: 'ES384', typ }, 'jws.algorithm'],
    ['no alg', { typ }, 'jws.header'],
    ['a jwk', { alg: 'ES256', typ, jwk: { kty: 'EC' } }, 'jws.header'],
    ['a jku', { alg: 'ES256', typ, jku: 'https://evil.example/keys' }, 'jws.header'],
    ['an x5u', { alg: 'ES256', typ, x5u: 'https://evil.example/chain' }, 'jws.header'],
    ['crit unknown', { alg: 'ES256', typ, crit: ['x'], x: 1 }, 'jws.header'],
    ['crit empty', { alg: 'ES256', typ, crit: [] }, 'jws.header'],
    ['b64 false', { alg: 'ES256', typ, b64: false }, 'jws.header'],
    ['b64 false and critical', { alg: 'ES256', typ, b64: false, crit: ['b64'] }, 'jws.header'],
    ['zip', { alg: 'ES256', typ, zip: 'DEF' }, 'jws.header'],
    ['a kid that is a number', { alg: 'ES256', typ, kid: 42 }, 'jws.header'],
    ['another typ', { alg: 'ES256', typ: 'JWT' }, 'jws.typ'],
    ['no typ', { alg: 'ES256' }, 'jws.typ'],
    ['typ in another case', { alg: 'ES256', typ: 'VC+JWT' }, 'jws.typ'],
  ])('refuses %s', async (_, header, code) => {
    const token = await forge(header)
    expect(await codeOf(() => verifyCompact({ token, key, typ }))).toBe(code)
  })

  test.each<[string, (token: string) => string, string]>([
    ['no signature', (token) => `${token.split('.').slice(0, 2).join('.')}.`, 'jws.malformed'],
    ['two parts', (token) => token.split('.').slice(0, 2).join('.'), 'jws.malformed'],
    ['four parts', (token) => `${token}.e30`, 'jws.malformed'],
    ['a padded signature', (token) => `${token}==`, 'base64url.malformed'],
    ['a payload that is an array', () => 'eyJhbGciOiJFUzI1NiJ9.W10.AAAA', 'jws.malformed'],
    ['a header that is text', () => 'ImEi.e30.AAAA', 'jws.malformed'],
    ['a repeated claim', (token) => token.replace(/\.[^.]+\./, `.${encodeText('{"iss":"a","iss":"b"}')}.`), 'json.repeated-name'],
    ['another payload', (token) => token.replace(/\.[^.]+\./, `.${encodeText('{"iss":"did:web:altro.example"}')}.`), 'jws.signature'],
  ])('refuses %s', async (_, change, code) => {
    const token = change(await forge({ alg: 'ES256', typ }))
    expect(await codeOf(() => verifyCompact({ token, key, typ }))).toBe(code)
  })

  test('refuses the second spelling of a signature', async () => {
    const eddsa = throwawaySigner({ alg: 'EdDSA' })
    const token = await signCompact({ header: { typ }, payload, signer: eddsa })
    const last = token.at(-1) ?? ''
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const twin = `${token.slice(0, -1)}${alphabet.charAt(alphabet.indexOf(last) + 1)}`
    expect(Buffer.from(twin.split('.')[2] ?? '', 'base64url')).toEqual(Buffer.from(token.split('.')[2] ?? '', 'base64url'))
    expect(await codeOf(() => verifyCompact({ token: twin, key: eddsa.publicJwk, typ }))).toBe('base64url.malformed')
  })

  test('refuses a key that is for another algorithm, or a call that wants another', async () => {
    const token = await forge({ alg: 'ES256', typ })
    expect(await codeOf(() => verifyCompact({ token, key: { ...key, alg: 'ES384' }, typ }))).toBe('jws.algorithm')
    expect(await codeOf(() => verifyCompact({ token, key, typ, alg: 'EdDSA' }))).toBe('jws.algorithm')
  })

  test('leaves x5c alone: no key is taken from it', async () => {
    expect(parseCompact(await forge({ alg: 'ES256', typ, x5c: ['MII='] })).header.x5c).toEqual(['MII='])
  })
})

describe('a public JWK', () => {
  const { x = '', y = '' } = key

  test('keeps only the members of the key', () => {
    expect(readPublicJwk({ kty: 'EC', crv: 'P-256', x, y, kid: 'a', use: 'sig', ext: true })).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x,
      y,
      kid: 'a',
    })
  })

  test.each<[string, JsonValue, string]>([
    ['a private key', { kty: 'EC', crv: 'P-256', x, y, d: x }, 'jwk.private'],
    ['a secret', { kty: 'oct', k: x }, 'jwk.private'],
    ['another curve', { kty: 'EC', crv: 'secp256k1', x, y }, 'jwk.unsupported'],
    ['a curve of another type', { kty: 'OKP', crv: 'P-256', x }, 'jwk.unsupported'],
    ['a curve named after a member of objects', { kty: 'EC', crv: 'constructor', x, y }, 'jwk.unsupported'],
    ['a short coordinate', { kty: 'EC', crv: 'P-256', x: x.slice(4), y }, 'jwk.malformed'],
    ['no second coordinate', { kty: 'EC', crv: 'P-256', x }, 'jwk.malformed'],
    ['a padded coordinate', { kty: 'EC', crv: 'P-256', x: `${x}=`, y }, 'jwk.malformed'],
    ['text', 'key', 'jwk.malformed'],
    ['an RSA key without modulus', { kty: 'RSA', e: 'AQAB' }, 'jwk.malformed'],
  ])('refuses %s', async (_, jwk, code) => {
    expect(await codeOf(() => readPublicJwk(jwk))).toBe(code)
  })

  test('has the thumbprint of RFC 7638 §3.1 and RFC 8037 appendix A.3', () => {
    const rsa: PublicJwk = {
      kty: 'RSA',
      n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
      e: 'AQAB',
      alg: 'RS256',
      kid: '2011-04-29',
    }
    expect(thumbprint(rsa)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
    expect(thumbprint({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' })).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    )
  })
})
