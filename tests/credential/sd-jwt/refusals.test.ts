import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import { createDisclosure, verifySdJwt } from '../../../credential/sd-jwt/index.ts'
import { codeOf } from '../refused.ts'
import { claims, cnf, familyName, forge, givenName, issue, issuer, now, resolveKey, salt, seconds, vct, wildDisclosure } from './orobie.ts'

const verify = (sdJwt: string) => verifySdJwt({ sdJwt, resolveKey, now, vct })
const refusal = async (sdJwt: Promise<string>) => codeOf(async () => verify(await sdJwt))

/** Two disclosures side by side, all digests in the payload. */
const hidden = (...digests: string[]): JsonObject => ({ ...claims, _sd: digests })

describe('what libraries accept and RFC 9901 refuses', () => {
  test('the same, with nothing wrong, is accepted', async () => {
    const { payload } = await verify(await forge({ payload: hidden(givenName.digest), disclosures: [givenName] }))
    expect(payload).toEqual({ ...claims, given_name: 'Zoë Niccolò' })
  })

  test.each<[string, () => Promise<string>, string]>([
    ['expired', () => issue({ ...claims, exp: seconds - 61 }), 'sd-jwt.expired'],
    ['not yet valid', () => issue({ ...claims, nbf: seconds + 61 }), 'sd-jwt.not-yet-valid'],
    ['issued in the future', () => issue({ ...claims, iat: seconds + 61 }), 'sd-jwt.issued-in-future'],
    ['exp as text', () => issue({ ...claims, exp: String(seconds + 3600) }), 'sd-jwt.claim-malformed'],
    ['exp in milliseconds', () => issue({ ...claims, exp: 1.9e12 }), 'sd-jwt.claim-malformed'],
    ['nbf null', () => issue({ ...claims, nbf: null }), 'sd-jwt.claim-malformed'],
    [
      'an unreferenced disclosure',
      () => forge({ payload: hidden(givenName.digest), disclosures: [givenName, familyName] }),
      'sd-jwt.disclosure-unreferenced',
    ],
    [
      'a digest twice',
      () => forge({ payload: hidden(givenName.digest, givenName.digest), disclosures: [givenName] }),
      'sd-jwt.digest-repeated',
    ],
    [
      'a digest twice, none disclosed',
      () => forge({ payload: { ...hidden(givenName.digest), a: { _sd: [givenName.digest] } } }),
      'sd-jwt.digest-repeated',
    ],
    ['an issuer overwritten', () => overwriting('iss', 'did:web:altro.example'), 'sd-jwt.claim-collision'],
    ['a plain claim overwritten', () => overwriting('title', 'Altro', { title: 'Titolo' }), 'sd-jwt.claim-collision'],
    ['two disclosures of one claim', () => twoOfOne(), 'sd-jwt.claim-collision'],
    ['_sd_alg md5', () => forge({ payload: { ...claims, _sd_alg: 'md5' } }), 'sd-jwt.hash-algorithm'],
    ['_sd_alg in upper case', () => forge({ payload: { ...claims, _sd_alg: 'SHA-256' } }), 'sd-jwt.hash-algorithm'],
    ['_sd_alg null', () => forge({ payload: { ...claims, _sd_alg: null } }), 'sd-jwt.hash-algorithm'],
    [
      'one disclosure sent twice',
      () => forge({ payload: hidden(givenName.digest), disclosures: [givenName, givenName] }),
      'sd-jwt.disclosure-repeated',
    ],
    ['a disclosure named _sd', () => reserved('_sd'), 'sd-jwt.reserved-name'],
    ['a disclosure named ...', () => reserved('...'), 'sd-jwt.reserved-name'],
    ['a disclosure named _sd_alg', () => reserved('_sd_alg'), 'sd-jwt.reserved-name'],
    ['a disclosure named __proto__', () => reserved('__proto__'), 'sd-jwt.reserved-name'],
    ['vct in a disclosure', () => disclosed('vct', vct), 'sd-jwt.plain-claim-disclosed'],
    ['cnf in a disclosure', () => disclosed('cnf', cnf), 'sd-jwt.plain-claim-disclosed'],
    ['exp in a disclosure', () => disclosed('exp', seconds + 3600), 'sd-jwt.plain-claim-disclosed'],
    ['status in a disclosure', () => disclosed('status', {}), 'sd-jwt.plain-claim-disclosed'],
    ['a sub-claim of cnf in a disclosure', () => insideOf('cnf'), 'sd-jwt.plain-claim-disclosed'],
    [
      'a sub-claim of status hidden, not disclosed',
      () => forge({ payload: { ...claims, status: { _sd: [givenName.digest] } } }),
      'sd-jwt.plain-claim-disclosed',
    ],
    [
      'an element of aka_vcts hidden',
      () => forge({ payload: { ...claims, aka_vcts: [{ '...': givenName.digest }] } }),
      'sd-jwt.plain-claim-disclosed',
    ],
    ['no vct', () => issue(without('vct')), 'sd-jwt.vct'],
    ['an empty vct', () => issue({ ...claims, vct: '' }), 'sd-jwt.vct'],
    ['another vct', () => issue({ ...claims, vct: 'https://attesta.example/vct/altro/1' }), 'sd-jwt.vct'],
    ['iss that is no text', () => issue({ ...claims, iss: ['did:web:ente.example'] }), 'sd-jwt.claim-malformed'],
    ['aka_vcts that are no texts', () => issue({ ...claims, aka_vcts: [1] }), 'sd-jwt.claim-malformed'],
    ['typ JWT', () => forge({ header: { typ: 'JWT' }, payload: claims }), 'jws.typ'],
    ['typ vc+sd-jwt', () => forge({ header: { typ: 'vc+sd-jwt' }, payload: claims }), 'jws.typ'],
    ['unknown crit', () => forge({ header: { crit: ['x'], x: 1 }, payload: claims }), 'jws.header'],
    ['a key of its own', () => forge({ header: { jwk: { ...issuer.publicJwk } }, payload: claims }), 'jws.header'],
  ])('%s', async (_, sdJwt, code) => {
    expect(await refusal(sdJwt())).toBe(code)
  })
})

describe('structure', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['a disclosure of four', () => wild(['s', 'a', 1, 2]), 'sd-jwt.disclosure-malformed'],
    ['a disclosure of one', () => wild(['s']), 'sd-jwt.disclosure-malformed'],
    ['a salt that is a number', () => wild([1, 'a', 'b']), 'sd-jwt.disclosure-malformed'],
    ['a name that is a number', () => wild(['s', 1, 'b']), 'sd-jwt.disclosure-malformed'],
    ['a disclosure that is an object', () => wild({ salt: 's' }), 'sd-jwt.disclosure-malformed'],
    ['a number beyond any', () => written('["s","a",1e999]'), 'sd-jwt.disclosure-malformed'],
    ['a number below any, in an element', () => written('["s",-1e999]'), 'sd-jwt.disclosure-malformed'],
    ['a control character as it is', () => written('["s","a","b\tc"]'), 'sd-jwt.disclosure-malformed'],
    ['a comma too many', () => written('["s","a","b",]'), 'sd-jwt.disclosure-malformed'],
    ['half a pair of surrogates', () => written('["s","a","\\ud800"]'), 'sd-jwt.disclosure-malformed'],
    ['a member twice', () => written('["s","a",{"b":1,"b":2}]'), 'sd-jwt.disclosure-malformed'],
    ['an element in _sd', () => wild(['s', 'elemento']), 'sd-jwt.disclosure-kind'],
    [
      'a member in an array',
      () => forge({ payload: { ...claims, list: [{ '...': givenName.digest }] }, disclosures: [givenName] }),
      'sd-jwt.disclosure-kind',
    ],
    ['_sd that is text', () => forge({ payload: { ...claims, _sd: givenName.digest } }), 'sd-jwt.digest-malformed'],
    ['a digest that is a number', () => forge({ payload: { ...claims, _sd: [1] } }), 'sd-jwt.digest-malformed'],
    ['a digest of an element that is null', () => forge({ payload: { ...claims, list: [{ '...': null }] } }), 'sd-jwt.digest-malformed'],
    [
      'an element with more than its digest',
      () => forge({ payload: { ...claims, list: [{ '...': 'abc', a: 1 }] } }),
      'sd-jwt.reserved-name',
    ],
    ['... outside of an array', () => forge({ payload: { ...claims, object: { '...': 'abc' } } }), 'sd-jwt.reserved-name'],
    ['an empty disclosure', async () => `${await issue()}~`, 'sd-jwt.disclosure-malformed'],
    ['no tilde', async () => (await issue()).split('~')[0] ?? '', 'sd-jwt.malformed'],
    ['no final tilde', async () => (await issue()).slice(0, -1), 'sd-jwt.key-binding-malformed'],
    ['a leading tilde', async () => `~${await issue()}`, 'jws.malformed'],
    ['nothing', async () => '', 'sd-jwt.malformed'],
    ['more than a mebibyte', async () => 'a'.repeat(1024 * 1024 + 1), 'sd-jwt.too-large'],
    ['more than 1,000 disclosures', async () => `${await issue()}${'YQ~'.repeat(1000)}`, 'sd-jwt.too-large'],
    ['1,000 disclosures, one in the other', () => chain(1000), 'json.too-deep'],
  ])('%s', async (_, sdJwt, code) => {
    expect(await refusal(sdJwt())).toBe(code)
  })

  test('a disclosure whose parent is held back', async () => {
    const inner = createDisclosure({ salt: salt(), name: 'via', value: 'Borgo Palazzo' })
    const outer = createDisclosure({ salt: salt(), name: 'address', value: { _sd: [inner.digest] } })
    expect(await refusal(forge({ payload: hidden(outer.digest), disclosures: [inner] }))).toBe('sd-jwt.disclosure-unreferenced')
    const { payload } = await verify(await forge({ payload: hidden(outer.digest), disclosures: [inner, outer] }))
    expect(payload.address).toEqual({ via: 'Borgo Palazzo' })
  })
})

test('the largest presentation that is looked at is soon looked at', { timeout: 5000 }, async () => {
  const disclosures = Array.from({ length: 1000 }, (_, i) => createDisclosure({ salt: salt(), name: `claim_${i}`, value: 'x'.repeat(500) }))
  const sdJwt = await forge({ payload: hidden(...disclosures.map(({ digest }) => digest)), disclosures })
  expect((await verify(sdJwt)).disclosed).toHaveLength(1000)
})

describe('policy', () => {
  test('a time that is not looked at is still read', async () => {
    const sdJwt = await issue({ ...claims, exp: seconds - 3600 })
    const { times } = await verifySdJwt({ sdJwt, resolveKey, now, checkTimes: 'report' })
    expect(times.expiresAt).toEqual(new Date((seconds - 3600) * 1000))
    expect(
      await codeOf(async () => verifySdJwt({ sdJwt: await issue({ ...claims, exp: 'mai' }), resolveKey, now, checkTimes: 'report' })),
    ).toBe('sd-jwt.claim-malformed')
  })

  test('a minute of clock difference is tolerated, or as much as is said', async () => {
    const sdJwt = await issue({ ...claims, exp: seconds - 59 })
    expect(await codeOf(() => verifySdJwt({ sdJwt, resolveKey, now }))).toBe('accepted')
    expect(await codeOf(() => verifySdJwt({ sdJwt, resolveKey, now, skew: 0 }))).toBe('sd-jwt.expired')
  })

  test('an alias counts as the type', async () => {
    const sdJwt = await issue({ ...claims, vct: 'https://attesta.example/vct/prova/2', aka_vcts: [vct] })
    expect(await codeOf(() => verify(sdJwt))).toBe('accepted')
  })

  test('a plain SD-JWT needs its own typ, and no vct', async () => {
    const sdJwt = await forge({ header: { typ: 'example+sd-jwt' }, payload: without('vct') })
    expect(await codeOf(() => verify(sdJwt))).toBe('jws.typ')
    expect(await codeOf(() => verifySdJwt({ sdJwt, resolveKey, now, typ: 'example+sd-jwt' }))).toBe('accepted')
  })

  test('the resolver sees what is untrusted, and its refusal is the answer', async () => {
    const seen: unknown[] = []
    const refuse = async (...what: unknown[]) => {
      seen.push(what)
      throw new Error('nobody knows this issuer')
    }
    await expect(verifySdJwt({ sdJwt: await issue(), resolveKey: refuse, now })).rejects.toThrow('nobody knows this issuer')
    expect(seen).toMatchObject([[{ kid: 'did:web:ente.example#k' }, { iss: 'did:web:ente.example' }]])
  })
})

function without(claim: string): JsonObject {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim))
}

function overwriting(name: string, value: JsonValue, plain: JsonObject = {}): Promise<string> {
  const disclosure = createDisclosure({ salt: salt(), name, value })
  return forge({ payload: { ...hidden(disclosure.digest), ...plain }, disclosures: [disclosure] })
}

function twoOfOne(): Promise<string> {
  const again = createDisclosure({ salt: salt(), name: 'given_name', value: 'Altro' })
  return forge({ payload: hidden(givenName.digest, again.digest), disclosures: [givenName, again] })
}

function disclosed(name: string, value: JsonValue): Promise<string> {
  const disclosure = createDisclosure({ salt: salt(), name, value })
  return forge({ payload: { ...without(name), _sd: [disclosure.digest] }, disclosures: [disclosure] })
}

function insideOf(claim: string): Promise<string> {
  const disclosure = createDisclosure({ salt: salt(), name: 'jwk', value: cnf.jwk })
  return forge({ payload: { ...without(claim), [claim]: { _sd: [disclosure.digest] } }, disclosures: [disclosure] })
}

async function reserved(name: string): Promise<string> {
  return wild(['s', name, 'x'])
}

async function wild(content: JsonValue): Promise<string> {
  return written(JSON.stringify(content))
}

async function written(content: string): Promise<string> {
  const { encoded, digest } = await wildDisclosure(content)
  return forge({ payload: hidden(digest), disclosures: [encoded] })
}

function chain(length: number): Promise<string> {
  const disclosures = [createDisclosure({ salt: salt(), name: 'a', value: 1 })]
  for (let i = 1; i < length; i++) {
    disclosures.unshift(createDisclosure({ salt: salt(), name: 'a', value: { _sd: [disclosures[0]?.digest ?? ''] } }))
  }
  return forge({ payload: hidden(disclosures[0]?.digest ?? ''), disclosures })
}
