import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { signCompact } from '../../../credential/jose/index.ts'
import type { JsonObject, JsonValue } from '../../../credential/json/index.ts'
import type { VerificationResult } from '../../../credential/verify/check.ts'
import { didDocument, HOST } from '../../fixtures/demo-organisations.ts'
import { outcome, person } from '../../fixtures/demo-people.ts'
import { moments } from '../../fixtures/demo-world.ts'
import { type Given, MANDATARY, type MandatedWorld, mandatedWorld, STATEMENT } from '../../fixtures/mandated.ts'

let world: MandatedWorld

beforeAll(async () => {
  world = await mandatedWorld()
})

const judged = (given?: Given) => world.judged(given)
const key = ({ verdict, recognition, checks }: VerificationResult) => [
  verdict,
  recognition,
  checks.find(({ id }) => id === 'recognition')?.code,
]
const replaced = (from: string, to: string) => (document: JsonObject) => JSON.parse(JSON.stringify(document).replaceAll(from, to))

describe('an act that another organisation seals by mandate and order of its body', () => {
  test('is valid, is the body’s, and says who sealed it and by whose word', async () => {
    const result = await judged()
    const { demo } = world
    expect(result).toMatchObject({
      verdict: 'valid',
      recognition: 'passed',
      renderingOf: demo.digest,
      credential: {
        issuer: { id: demo.body.did, recognisedName: demo.body.name },
        seal: { organizationIdentifier: MANDATARY, owner: demo.otherBody.name, mandate: { says: STATEMENT, isConfirmed: true } },
      },
    })
    expect(result.viewerChecks?.filter(({ outcome: answer }) => answer !== 'passed').map(({ id }) => id)).toEqual([
      'owner',
      'accreditation',
    ])
  })

  test.each<[string, Given | (() => Given), string]>([
    [
      'whose body did not sign the mandate',
      () => ({ by: world.demo.otherBody, mandate: { body: world.demo.otherBody.did } }),
      'mandate.others',
    ],
    ['whose mandate somebody else signed in the body’s name', () => ({ by: world.demo.otherBody }), 'mandate.seal'],
    ['whose mandate is for a third', () => ({ mandate: { mandatary: { id: world.demo.chamber.did, legalName: 'X' } } }), 'mandate.others'],
    ['whose mandate is for other acts', { mandate: { kinds: ['frequenza'] } }, 'mandate.out-of-scope'],
    ['whose mandate had ended', { mandate: { validUntil: moments.copied } }, 'mandate.not-in-force'],
    ['whose mandate had not begun', { mandate: { validFrom: moments.now } }, 'mandate.not-in-force'],
    ['that says another thing than the mandate', { mandate: { statement: 'Altro' } }, 'mandate.out-of-scope'],
    [
      'that staples no mandate',
      { profile: () => ({ name: 'issued-by-mandate', statement: STATEMENT, mandate: 'e30.e30.AA' }) },
      'mandate.malformed',
    ],
    ['that its body never ordered to be sealed', { order: null }, 'mandate.no-order'],
    ['whose order is no order', { ordered: () => 'e30.e30.AA' }, 'mandate.order-malformed'],
    [
      'whose order is the mandate once more',
      { ordered: () => 'eyJ0eXAiOiJ2Yytqd3QifQ.eyJpc3MiOiJkaWQ6d2ViOngifQ.AA' },
      'mandate.order-malformed',
    ],
    ['whose order is for another document', { order: { document: 'A'.repeat(43) } }, 'mandate.order-other-document'],
    ['whose order is by another body', () => ({ order: { body: world.demo.otherBody.did } }), 'mandate.order-others'],
    ['whose order is to another', () => ({ order: { mandatary: world.demo.chamber.did } }), 'mandate.order-others'],
    ['whose order is under another mandate', { order: { mandate: 'urn:uuid:1' } }, 'mandate.order-others'],
    ['whose order the mandatary signed', () => ({ order: { signer: world.demo.otherBody.signer } }), 'mandate.order-seal'],
    [
      'whose order the mandatary signed under its own name',
      () => ({ order: { signer: world.demo.otherBody.signer, kid: world.demo.otherBody.kid } }),
      'mandate.order-seal',
    ],
    ['whose order is older than the mandate', { order: { at: new Date('2026-01-14T23:59:59Z') } }, 'mandate.order-not-in-force'],
    ['whose order is younger than the seal', { order: { at: moments.now } }, 'mandate.order-later'],
  ])('is invalid, and recognised as nobody’s, %s', async (_, given, code) => {
    expect(key(await judged(typeof given === 'function' ? given() : given))).toEqual(['invalid', 'failed', code])
  })

  test('is invalid when it says nothing of a mandate', async () => {
    const { verdict, recognition, checks } = await judged({ profile: () => ({ name: 'generic' }), order: null })
    expect([verdict, recognition, checks.find(({ id }) => id === 'issuer-key')?.code]).toEqual(['invalid', 'not-checked', 'seal.owner'])
  })

  test('is invalid when it shows other words than the body signed', async () => {
    expect((await judged({ edit: replaced(STATEMENT, 'Sigilla in nome proprio.') })).verdict).toBe('invalid')
  })

  test('cannot be told where the body’s registry is silent', async () => {
    const { demo } = world
    const address = `${HOST}/org/${demo.body.slug}/did.json`
    demo.web.serve(address)
    expect(key(await judged())).toEqual(['unverifiable', 'not-checked', 'mandate.unreachable'])
    demo.web.serve(address, () => JSON.stringify(didDocument(demo.body)))
  })

  test('of somebody else tells the mandate as its issuer’s own word', async () => {
    const edit = ({ attachment: _, credentialStatus: __, ...rest }: JsonObject): JsonObject => ({
      ...rest,
      issuer: { ...(rest.issuer as JsonObject), id: 'urn:epass:org:1' },
    })
    const { verdict, recognition, credential } = await judged({ edit, order: null })
    expect([verdict, recognition, credential?.seal?.mandate]).toEqual(['valid', 'not-checked', { says: STATEMENT, isConfirmed: false }])
  })
})

describe('a mandatary alone', () => {
  const invented = {
    kind: 'microcredenziale',
    outcome: { ...outcome, person: { ...person, givenName: 'Inventato', familyName: 'Del Tutto' } },
    attestation: { number: 'BG-2026-INVENTATO', title: { it: 'Titolo che l’ente non ha mai rilasciato' } },
  } as const

  test('makes no act of the body, though no commission decides on its kind', async () => {
    expect(key(await judged({ act: invented, order: null }))).toEqual(['invalid', 'failed', 'mandate.no-order'])
    const { demo } = world
    const own = { signer: demo.otherBody.signer }
    expect(key(await judged({ act: invented, order: own }))).toEqual(['invalid', 'failed', 'mandate.order-seal'])
  })

  test('makes none with an order that it was given for another document', async () => {
    let genuine = ''
    await judged({
      ordered: (order) => {
        genuine = order
        return order
      },
    })
    expect(key(await judged({ act: invented, ordered: () => genuine }))).toEqual(['invalid', 'failed', 'mandate.order-other-document'])
  })

  test('makes none after the mandate ended, whatever date it writes', async () => {
    const [until, now] = [new Date('2026-06-01T00:00:00Z'), new Date('2029-06-01T00:00:00Z')]
    const late = { act: invented, mandate: { validUntil: until }, at: moments.copied, now }
    const { demo } = world
    const times = { at: now, exp: new Date(now.getTime() + 86_400_000) }
    await demo.publishStatus([], times)
    await demo.publishWithdrawals({}, { iat: times.at, exp: times.exp })
    expect(key(await judged({ ...late, order: null }))).toEqual(['invalid', 'failed', 'mandate.no-order'])
    // What the body would sign today bears the body's own clock.
    expect(key(await judged({ ...late, order: { at: now } }))).toEqual(['invalid', 'failed', 'mandate.order-not-in-force'])
    await demo.publishStatus([])
    await demo.publishWithdrawals({})
  })
})

/** Every place in a JSON text that a forger may change. */
function places(value: JsonValue, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item, index) => places(item, [...at, index]))]
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([name, item]) => places(item, [...at, name]))]
}

function changed(value: JsonValue, [first, ...rest]: readonly (string | number)[], to: JsonValue | undefined): JsonValue | undefined {
  if (first === undefined) return to
  if (Array.isArray(value)) return value.flatMap((item, index) => (index === first ? (changed(item, rest, to) ?? []) : [item]))
  const entries = Object.entries(value as JsonObject).map(
    ([name, item]) => [name, name === first ? changed(item, rest, to) : item] as const,
  )
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined))
}

const payloadOf = (token: string): JsonObject => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
const other: fc.Arbitrary<JsonValue | undefined> = fc.constantFrom<(JsonValue | undefined)[]>(
  undefined,
  null,
  '',
  'x',
  0,
  1e15,
  [],
  {},
  true,
)

describe('of order and mandate', () => {
  const tokens = ['order', 'mandate'] as const
  const staple = (part: (typeof tokens)[number], change: (token: string) => string): Given =>
    part === 'order' ? { ordered: change } : { token: change }

  test.each(tokens)('no letter of the %s can be changed', async (part) => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(...'AZaz09-_.'), async (place, letter) => {
        let isSame = false
        const change = (token: string) => {
          const index = place % token.length
          const next = `${token.slice(0, index)}${letter}${token.slice(index + 1)}`
          isSame = next === token
          return next
        }
        const { verdict, recognition } = await judged(staple(part, change))
        expect([verdict === 'valid', recognition === 'passed']).toEqual([isSame, isSame])
      }),
      { numRuns: 60 },
    )
  })

  test.each(tokens)('no member of the %s can be another, though the body’s own key signed it', async (part) => {
    const { demo } = world
    let genuine = ''
    await judged(
      staple(part, (token) => {
        genuine = token
        return token
      }),
    )
    const payload = payloadOf(genuine)
    const header = JSON.parse(Buffer.from(genuine.split('.')[0] ?? '', 'base64url').toString())
    // What the mandate says of the act that gives it, and its name for the mandatary, bind nobody but the body; the digest of the document covers them.
    const free = [
      'credentialSubject.legalName',
      'credentialSubject.act.number',
      'credentialSubject.act.date',
      'credentialSubject.recognizedTo.0.kinds.1',
    ]
    const bound = places(payload).filter((path) => path.length > 0 && !free.includes(path.join('.')))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...bound), other, async (path, to) => {
        const forged = changed(payload, path, to)
        fc.pre(JSON.stringify(forged) !== JSON.stringify(payload))
        const token = await signCompact({ header, payload: forged as JsonObject, signer: demo.body.signer })
        const { verdict, recognition } = await judged(staple(part, () => token))
        expect([verdict, recognition]).toEqual(['invalid', 'failed'])
      }),
      { numRuns: 80 },
    )
  })

  test('no part of the document can be changed once it was ordered', async () => {
    let whole: JsonObject = {}
    await judged({
      after: (document) => {
        whole = JSON.parse(JSON.stringify(document))
        return document
      },
    })
    const paths = places(whole).filter((path) => path.length > 0)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), other, async (path, to) => {
        const after = (document: JsonObject) => changed(JSON.parse(JSON.stringify(document)), path, to) as JsonObject
        fc.pre(JSON.stringify(after(whole)) !== JSON.stringify(whole))
        const { verdict, recognition } = await judged({ after })
        // Whoever takes away what is stapled, or its name, makes that nobody can tell, and gains nothing.
        const [member, index, name] = path
        const unstapled = member === 'attachment' && (index === undefined || (index === 0 && (name === undefined || name === 'id')))
        expect(unstapled ? ['invalid', 'unverifiable'] : ['invalid']).toContain(verdict)
        // What stands around the order is not in its digest; it is composed again and compared, as all that a document shows.
        if (path[0] !== 'attachment' || path[1] !== 1) expect(recognition).not.toBe('passed')
      }),
      { numRuns: 120 },
    )
  })
})
