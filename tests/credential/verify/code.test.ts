import { createRequire } from 'node:module'
import { decode as decodeCbor } from 'cborg'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Attestation, Competence } from '../../../credential/attestation/attestation.ts'
import { digestOf } from '../../../credential/attestation/index.ts'
import { encodeBase45 } from '../../../credential/cose/base45.ts'
import { encodeCbor } from '../../../credential/cose/cbor.ts'
import type { Layout } from '../../../credential/cose/content.ts'
import { CODE_PREFIX, composeCode, MAX_CODE, MAX_LARGE_CODE, parseCode } from '../../../credential/cose/index.ts'
import { pack } from '../../../credential/cose/pack.ts'
import { signSign1 } from '../../../credential/cose/sign1.ts'
import { writeContent } from '../../../credential/cose/write-content.ts'
import type { PublicJwk } from '../../../credential/crypto/port.ts'
import { drawSalts } from '../../../credential/sd-jwt/index.ts'
import { formatDateTime } from '../../../credential/time.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { headlineOf } from '../../../ui/headline.ts'
import { adviceForNothing } from '../../../ui/nothing-shown.ts'
import firstLayout from '../../fixtures/code-of-layout-1.json' with { type: 'json' }
import { outcome, person } from '../../fixtures/demo-people.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { check, complaints, judge } from './verdict.ts'

/** Has no types of its own. */
const base45: { encode(bytes: Buffer): string; decode(text: string): Uint8Array } = createRequire(import.meta.url)('base45')

let demo: DemoWorld
let act: Attestation
beforeAll(async () => {
  demo = await demoWorld()
  act = await demo.compose()
})

async function codeOf(attestation: Attestation, { signer = demo.body.signer, publishes = true } = {}): Promise<string> {
  const code = await composeCode({ attestation, digest: digestOf(attestation), signer, at: moments.copied })
  if (code === undefined) throw new Error('the act has no code')
  for (const { sha256, credential } of code.authority)
    demo.web.serve(`http://localhost:4000/org/${demo.body.slug}/authority/${sha256}`, publishes ? credential : undefined)
  return code.text
}

describe('the code of a genuine act', () => {
  test('is valid, with the same chain and the same act behind it', async () => {
    const result = await judge(await codeOf(act), demo.world)
    expect(complaints(result)).toEqual([])
    expect(result).toMatchObject({ verdict: 'valid', renderingOf: digestOf(act) })
    expect(result.chain.map(({ role, outcome }) => `${role} ${outcome}`)).toEqual([
      'region passed',
      'chamber passed',
      'commission passed',
      'decision passed',
      'body passed',
    ])
    expect(result.credential).toMatchObject({
      form: 'cose',
      kind: 'certificato',
      number: act.number,
      title: act.title.it,
      holder: { givenName: person.givenName, familyName: person.familyName },
      state: { word: 'valido' },
      competences: outcome.competences.map(({ name }) => ({ name: name.it })),
    })
    expect(result.credential?.holder).not.toHaveProperty('taxCode')
  })

  test('fits a code that a phone reads, in the letters of a QR code, and is a COSE_Sign1 to others', async () => {
    const text = await codeOf(act)
    expect(text.length).toBeLessThanOrEqual(MAX_CODE)
    expect(text).toMatch(/^[0-9A-Z $%*+./:-]+$/)
    const [header, , payload, signature] = decodeCbor(base45.decode(text.slice(CODE_PREFIX.length)), {
      tags: { 18: (inside: () => unknown) => inside() },
      useMaps: true,
    }) as [Uint8Array, Map<never, never>, Uint8Array, Uint8Array]
    expect(decodeCbor(header, { useMaps: true })).toEqual(
      new Map<number, unknown>([
        [1, -7],
        [4, new TextEncoder().encode(demo.body.signer.kid)],
        [16, 'attesta-act+cose;v=2'],
      ]),
    )
    expect([payload.length > 0, signature.length]).toEqual([true, 64])
  })

  test('is verified without a network by who has keys, chain and lists beforehand', async () => {
    const text = await codeOf(act, { publishes: false })
    const world = { ...demo.world, trust: { ...demo.world.trust, recognitions: Object.values(act.authority) } }
    expect((await judge(text, world)).verdict).toBe('valid')
  })

  test('cannot be told from what cannot be had', async () => {
    const result = await judge(await codeOf(act, { publishes: false }), demo.world)
    expect(result.verdict).toBe('unverifiable')
    expect(complaints(result)).toEqual(['recognition: not-checked recognition.unreachable', 'decision: not-checked decision.unreachable'])
  })

  test('opens the competences where they have room, else profile and name, and is none where not even that fits', async () => {
    const [competence] = outcome.competences
    /** Of words that nobody could foresee: there is no way to write them shorter. */
    const wordy = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...(competence as Competence), name: { it: `${index} ${drawSalts(5).join(' ')}` } }))
    const openedOf = async (act: Attestation) => (await parseCode(await codeOf(act))).content.disclosures.length
    const few = await demo.compose({ outcome: { ...outcome, competences: wordy(5) } })
    expect(await openedOf(few)).toBe(3 + 5)
    const many = await demo.compose({ outcome: { ...outcome, competences: wordy(30) } })
    expect(await openedOf(many)).toBe(3)
    const huge = await demo.compose({ outcome: { ...outcome, competences: wordy(90) } })
    expect(await composeCode({ attestation: huge, digest: digestOf(huge), signer: demo.body.signer, at: moments.copied })).toBeUndefined()
  })

  test('that has no room for the competences is not told as if the person had kept them back', async () => {
    const { credential, ...result } = await judge(await codeOf(act), demo.world)
    if (credential === undefined) throw new Error('the genuine code says nothing')
    const bare = { ...credential, competences: [] }
    expect(headlineOf({ ...result, credential: bare })).toMatchObject({ as: 'nothing-shown' })
    expect(adviceForNothing(bare)).toBe('verdict.now.nothingInCode')
    expect(adviceForNothing({ form: 'sd-jwt-vc' })).toBe('verdict.now.nothingShown')
  })

  test.each([8, 20, 40])('shows each of %i competences, and is verified without a network as any other', async (count) => {
    const [competence] = outcome.competences
    const competences = Array.from({ length: count }, (_, index) => ({ ...(competence as Competence), code: `DM-${index + 1}` }))
    const appointment = { competences: competences.map(({ code }) => code) }
    const crowded = await demo.compose({ outcome: { ...outcome, competences }, appointment })
    const text = await codeOf(crowded, { publishes: false })
    expect(text.length).toBeLessThanOrEqual(MAX_LARGE_CODE)
    const world = { ...demo.world, trust: { ...demo.world.trust, recognitions: Object.values(crowded.authority) } }
    const result = await judge(text, world)
    expect(complaints(result)).toEqual([])
    expect(result).toMatchObject({ verdict: 'valid', renderingOf: digestOf(crowded) })
    expect(result.credential).toMatchObject({ number: crowded.number, holder: { familyName: person.familyName } })
    expect(result.credential?.competences).toHaveLength(count)
  })
})

describe('the layouts of a code', () => {
  const signed = async (payload: Uint8Array, layout: Layout) =>
    CODE_PREFIX + encodeBase45(await signSign1({ payload, layout, signer: demo.body.signer }))

  test('one that was printed in the first layout says what it said', async () => {
    const { content, verify } = await parseCode(firstLayout.code)
    await verify(firstLayout.publicJwk as PublicJwk)
    expect({ ...content, signedAt: formatDateTime(content.signedAt) }).toEqual(firstLayout.content)
  })

  test('one in the first layout is judged as any other', async () => {
    const { content } = await parseCode(await codeOf(act))
    const text = await signed(writeContent(content, 'plain'), 'plain')
    expect(text.length).toBeGreaterThan((await codeOf(act)).length)
    const result = await judge(text, demo.world)
    expect(complaints(result)).toEqual([])
    expect(result).toMatchObject({ verdict: 'valid', renderingOf: digestOf(act) })
    expect(result.credential?.competences).toHaveLength(2)
  })

  test.each(['plain', 'packed'] as const)('one that says to be %s and is written as the other is refused', async (layout) => {
    const { content } = await parseCode(await codeOf(act))
    const payload = layout === 'plain' ? writeContent(content, 'packed') : await pack(writeContent(content, 'plain'))
    const result = await judge(await signed(payload, layout), demo.world)
    expect([result.verdict, check(result, 'schema')?.code]).toEqual(['invalid', 'schema.cose'])
  })

  test('one with a name that has no number is refused', async () => {
    const { content } = await parseCode(await codeOf(act))
    const members = decodeCbor(writeContent(content, 'packed'), { useMaps: true }) as Map<number, unknown>
    const [[salt] = []] = members.get(13) as unknown[][]
    const payload = await pack(encodeCbor(new Map([...members, [13, [[salt, new Map([[99, 'x']])]]]])))
    const result = await judge(await signed(payload, 'packed'), demo.world)
    expect([result.verdict, check(result, 'schema')?.code]).toEqual(['invalid', 'schema.cose'])
  })
})

describe('a code that was forged with the genuine key of the body', () => {
  test.each<[string, (attestation: Attestation) => Attestation]>([
    ['another name', (a) => ({ ...a, outcome: { ...a.outcome, person: { ...person, familyName: 'Ladròn' } } })],
    ['another title', (a) => ({ ...a, title: { it: 'Chirurgo' } })],
    ['another place of its state', (a) => ({ ...a, status: { ...a.status, index: 7 } })],
    [
      'one competence more',
      (a) => ({
        ...a,
        outcome: { ...a.outcome, competences: [...a.outcome.competences, ...a.outcome.competences] },
        salts: { ...a.salts, 'competences/2': 'AAAAAAAAAAAAAAAAAAAAAA', 'competences/3': 'BBBBBBBBBBBBBBBBBBBBBA' },
      }),
    ],
  ])('with %s is invalid: the commission decided something else', async (_, forge) => {
    const result = await judge(await codeOf(forge(act)), demo.world)
    expect(result.verdict).toBe('invalid')
    expect(check(result, 'decision')).toMatchObject({ outcome: 'failed', code: 'decision.outcome-absent' })
  })

  test('without a decision is invalid', async () => {
    const { decision: _, ...authority } = act.authority
    const result = await judge(await codeOf({ ...act, authority }), demo.world)
    expect([result.verdict, check(result, 'decision')?.code]).toEqual(['invalid', 'decision.missing'])
  })
})

describe('a code that is not as it must be', () => {
  test('by another key is invalid', async () => {
    const stranger = throwawaySigner()
    const text = await codeOf(act, { signer: { ...stranger, kid: demo.body.signer.kid } })
    const result = await judge(text, demo.world)
    expect([result.verdict, check(result, 'proof')?.code]).toEqual(['invalid', 'cose.signature'])
  })

  test('with any letter exchanged is never valid', async () => {
    const text = await codeOf(act)
    for (let at = CODE_PREFIX.length; at < text.length; at += 37) {
      const other = text[at] === '0' ? '1' : '0'
      const result = await judge(text.slice(0, at) + other + text.slice(at + 1), demo.world)
      expect(result.verdict, `letter ${at}`).not.toBe('valid')
    }
  })

  const nested = (depth: number) => Uint8Array.from([0xd2, ...new Array(depth).fill(0x81), 0x00])
  test.each<[string, Uint8Array | string, string]>([
    ['nothing', '', 'cose.malformed'],
    ['letters that are no base45', 'abc', 'cose.malformed'],
    ['numbers beyond two bytes', 'GGW:::', 'cose.malformed'],
    ['longer than any code', '0'.repeat(5000), 'cose.too-long'],
    ['no COSE_Sign1', encodeCbor(['x']), 'cose.malformed'],
    ['nested without end', nested(2000), 'cose.malformed'],
    ['an array of four thousand million', Uint8Array.from([0xd2, 0x9a, 0xff, 0xff, 0xff, 0xff]), 'cose.malformed'],
    ['a text of four thousand million', Uint8Array.from([0xd2, 0x7a, 0xff, 0xff, 0xff, 0xff, 0x41]), 'cose.malformed'],
    ['indefinite length', Uint8Array.from([0xd2, 0x9f, 0xff]), 'cose.malformed'],
    [
      'something after the end',
      Uint8Array.from([0xd2, ...encodeCbor([new Uint8Array(), new Map(), new Uint8Array(), new Uint8Array()]), 0]),
      'cose.malformed',
    ],
  ])('%s is refused with its own code', async (_, content, code) => {
    const text = CODE_PREFIX + (typeof content === 'string' ? content : encodeBase45(content))
    const before = performance.now()
    await expect(parseCode(text)).rejects.toMatchObject({ code })
    expect(performance.now() - before).toBeLessThan(500)
    expect((await judge(text, demo.world)).verdict).toBe('invalid')
  })

  test('our base45 is that of others', () => {
    for (let length = 0; length < 40; length += 1) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 73 + length) & 0xff)
      expect(encodeBase45(bytes)).toBe(base45.encode(Buffer.from(bytes)))
    }
  })
})
