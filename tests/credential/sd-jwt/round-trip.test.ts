import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import {
  createDisclosure,
  issueSdJwt,
  listDisclosures,
  type Path,
  type Placement,
  presentSdJwt,
  verifySdJwt,
} from '../../../credential/sd-jwt/index.ts'
import { codeOf } from '../refused.ts'
import { audience, claims, expected, holder, issue, issuer, nonce, now, resolveKey, salt, vct } from './orobie.ts'

const header = { typ: 'dc+sd-jwt', kid: 'did:web:ente.example#k' }
const keyBinding = { signer: holder, audience, nonce, iat: now }
const reserved = new Set([
  ...Object.keys(claims),
  'nbf',
  'status',
  'aka_vcts',
  'vct#integrity',
  '_sd',
  '_sd_alg',
  '...',
  '__proto__',
  'list',
])

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => !reserved.has(text) && !text.includes('/'))
const value = fc
  .jsonValue({ stringUnit: 'grapheme', maxDepth: 3 })
  .map((json) => JSON.parse(JSON.stringify(json)) as JsonValue)
  .filter((json) => !/"(_sd|\.\.\.|__proto__)":/.test(JSON.stringify(json)))
const members = fc.dictionary(name, fc.record({ value, show: fc.boolean() }), { maxKeys: 6, noNullPrototype: true })
const elements = fc.array(fc.record({ value, show: fc.boolean() }), { maxLength: 5 })

describe('what is issued, chosen and presented is what is verified', () => {
  test('for any claims, any elements and any choice', async () => {
    await fc.assert(
      fc.asyncProperty(members, elements, async (named, listed) => {
        const disclosures: Placement[] = [
          ...Object.entries(named).map(([claim, { value }]) => createDisclosure({ salt: salt(), name: claim, value })),
          ...listed.map(({ value }, index) => ({ path: `list/${index}`, disclosure: createDisclosure({ salt: salt(), value }) })),
        ]
        const chosen = ([first, second]: Path) => (typeof second === 'number' ? listed[second]?.show : named[String(first)]?.show) ?? false
        const sdJwt = await issueSdJwt({ payload: claims, disclosures, header, signer: issuer })
        const presented = await presentSdJwt({ sdJwt, disclose: (_, path) => chosen(path), keyBinding })
        const verified = await verifySdJwt({ sdJwt: presented, resolveKey, now, vct, keyBinding: expected })

        const shown = Object.entries(named).filter(([, { show }]) => show)
        const list = listed.filter(({ show }) => show).map(({ value }) => value)
        expect(verified.payload).toEqual({
          ...claims,
          ...Object.fromEntries(shown.map(([claim, { value }]) => [claim, value])),
          ...(listed.length === 0 ? {} : { list }),
        })
        expect(verified.disclosed).toHaveLength(shown.length + list.length)
      }),
      { numRuns: 200 },
    )
  })

  test('no single changed character is accepted', async () => {
    const presented = await presentSdJwt({ sdJwt: await issue(), disclose: () => true, keyBinding })
    const verify = (sdJwt: string) => codeOf(() => verifySdJwt({ sdJwt, resolveKey, now, keyBinding: expected }))
    expect(await verify(presented)).toBe('accepted')
    await fc.assert(
      fc.asyncProperty(fc.nat(presented.length - 1), fc.constantFrom(...'AZaz09-_.~'), async (at, letter) => {
        fc.pre(presented[at] !== letter)
        expect(await verify(presented.slice(0, at) + letter + presented.slice(at + 1))).not.toBe('accepted')
      }),
      { numRuns: 400 },
    )
  })
})

describe('placing and listing', () => {
  const inner = createDisclosure({ salt: salt(), name: 'cap', value: '24121' })
  const outer = createDisclosure({ salt: salt(), name: 'address', value: { city: 'Bergamo', _sd: [inner.digest] } })
  const second = createDisclosure({ salt: salt(), value: 'B' })
  const first = createDisclosure({ salt: salt(), value: { label: 'A' } })

  const nested = () =>
    issueSdJwt({
      payload: { ...claims, place: { country: 'IT' }, grid: [['x'], ['y']] },
      disclosures: [
        inner,
        outer,
        { path: 'list/1', disclosure: second },
        { path: ['list', 0], disclosure: first },
        { path: 'place/town', disclosure: createDisclosure({ salt: salt(), name: 'town', value: 'Lecco' }) },
        { path: 'grid/1/0', disclosure: createDisclosure({ salt: salt(), value: 'z' }) },
      ],
      header,
      signer: issuer,
    })

  test('puts members, elements and inner disclosures where they belong', async () => {
    const { payload } = await verifySdJwt({ sdJwt: await nested(), resolveKey, now })
    expect(payload).toEqual({
      ...claims,
      address: { city: 'Bergamo', cap: '24121' },
      list: [{ label: 'A' }, 'B'],
      place: { country: 'IT', town: 'Lecco' },
      grid: [['x'], ['z', 'y']],
    })
  })

  test('lists what can be shown, each with what it alone shows', async () => {
    expect(listDisclosures(await nested()).map(({ path, value }) => [path.join('/'), value])).toEqual([
      ['place/town', 'Lecco'],
      ['grid/1/0', 'z'],
      ['list/0', { label: 'A' }],
      ['list/1', 'B'],
      ['address', { city: 'Bergamo' }],
      ['address/cap', '24121'],
    ])
  })

  test('an inner disclosure takes what contains it along', async () => {
    const presented = await presentSdJwt({ sdJwt: await nested(), disclose: ({ name }) => name === 'cap' })
    const { payload } = await verifySdJwt({ sdJwt: presented, resolveKey, now })
    expect(payload.address).toEqual({ city: 'Bergamo', cap: '24121' })
    expect(payload.list).toEqual([])
  })

  test('digests stand in alphabetical order, decoys among them', async () => {
    const decoys = ['zzzz', 'AAAA']
    const sdJwt = await issueSdJwt({ payload: claims, disclosures: [outer, inner], header, signer: issuer, decoys })
    const { issuedPayload } = await verifySdJwt({ sdJwt, resolveKey, now })
    expect(issuedPayload._sd).toEqual([...decoys, outer.digest].sort())
    expect(issuedPayload._sd_alg).toBe('sha-256')
  })

  test('equal salt, name and value give an equal digest, whatever the order of members', () => {
    const one = createDisclosure({ salt: 's', name: 'n', value: { a: 1, b: [2] } })
    expect(createDisclosure({ salt: 's', name: 'n', value: { b: [2], a: 1 } })).toMatchObject({ encoded: one.encoded, digest: one.digest })
  })

  test.each<[string, JsonObject, Placement[], string]>([
    [
      'a claim that is there in plain',
      { title: 'A' },
      [createDisclosure({ salt: 's', name: 'title', value: 'B' })],
      'sd-jwt.claim-collision',
    ],
    ['vct', {}, [createDisclosure({ salt: 's', name: 'aka_vcts', value: [] })], 'sd-jwt.plain-claim-disclosed'],
    [
      'a part of status',
      {},
      [{ path: 'status/uri', disclosure: createDisclosure({ salt: 's', name: 'uri', value: '' }) }],
      'sd-jwt.plain-claim-disclosed',
    ],
    ['an element nowhere', {}, [createDisclosure({ salt: 's', value: 1 })], 'sd-jwt.path'],
    ['an element beyond the end', {}, [{ path: 'list/3', disclosure: createDisclosure({ salt: 's', value: 1 }) }], 'sd-jwt.path'],
    ['a member under another name', {}, [{ path: 'a', disclosure: createDisclosure({ salt: 's', name: 'b', value: 1 }) }], 'sd-jwt.path'],
    [
      'a member inside text',
      { a: 'x' },
      [{ path: 'a/b', disclosure: createDisclosure({ salt: 's', name: 'b', value: 1 }) }],
      'sd-jwt.path',
    ],
    [
      'a digest that is there twice',
      {},
      [first, first].map((disclosure, i) => ({ path: `list/${i}`, disclosure })),
      'sd-jwt.digest-repeated',
    ],
  ])('never issues %s', async (_, plain, disclosures, code) => {
    expect(await codeOf(() => issueSdJwt({ payload: { ...claims, ...plain }, disclosures, header, signer: issuer }))).toBe(code)
  })

  test('never makes a disclosure with a reserved name', async () => {
    for (const name of ['_sd', '...', '_sd_alg', '__proto__']) {
      expect(await codeOf(() => createDisclosure({ salt: 's', name, value: 1 }))).toBe('sd-jwt.reserved-name')
    }
  })
})
