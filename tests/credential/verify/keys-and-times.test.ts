import { beforeEach, describe, expect, test } from 'vitest'
import type { World } from '../../../credential/verify/index.ts'
import { throwawaySigner } from '../../../scripts/vectors/throwaway-signer.ts'
import { HOST } from '../../fixtures/demo-organisations.ts'
import { type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { check, complaints, firstComplaint, judge } from './verdict.ts'

let demo: DemoWorld
beforeEach(async () => {
  demo = await demoWorld()
})

const day = 86_400_000
const shifted = (date: Date, by: number) => new Date(date.getTime() + by)
const at = (text: string): World => ({ ...demo.world, now: new Date(text) })

describe('time', () => {
  test('a copy past its technical end is invalid as a copy, and the sentence says to refresh it', async () => {
    const now = shifted(moments.expires, day)
    await demo.publishStatus([], { at: now, exp: shifted(now, day) })
    await demo.publishWithdrawals({}, { exp: shifted(now, day) })
    const result = await judge(demo.sdJwt, { ...demo.world, now })
    expect(complaints(result)).toEqual(['freshness: failed freshness.expired'])
    expect(check(result, 'validity')?.outcome).toBe('passed')
    expect(check(result, 'freshness')?.reason).toBe(
      "Questa copia è scaduta il 1/8/2026. L'attestato può essere ancora valido: serve una copia nuova.",
    )
  })

  test('a copy of tomorrow is none of today', async () => {
    const copy = await demo.issue({ attestation: { authority: demo.attestation.authority }, copiedAt: shifted(moments.now, day) })
    expect(complaints(await judge(copy, demo.world))).toContain('freshness: failed freshness.issued-in-future')
  })

  test('an act of tomorrow is not in force today', async () => {
    expect(complaints(await judge(demo.sdJwt, at('2026-05-13T08:59:59Z')))).toContain('validity: failed validity.issued-in-future')
  })

  test('an act that has an end is not in force after it', async () => {
    const ended = await demo.issue({ attestation: { validUntil: '2026-05-31T00:00:00Z' } })
    expect(complaints(await judge(ended, demo.world))).toEqual(['validity: failed validity.ended'])
    expect((await judge(await demo.issue({ attestation: { validUntil: '2027-01-01T00:00:00Z' } }), demo.world)).verdict).toBe('valid')
  })

  test('an act is in force from its day on, not before', async () => {
    const later = await demo.issue({ attestation: { validFrom: '2026-07-01T00:00:00Z' } })
    expect(complaints(await judge(later, demo.world))).toEqual(['validity: failed validity.not-yet'])
  })

  test('a copy is not older than its act', async () => {
    const older = await demo.issue({ copiedAt: shifted(moments.issued, -1000) })
    expect(complaints(await judge(older, demo.world))).toEqual(['freshness: failed freshness.before-release'])
  })

  test.each([
    ['30 February', '2026-02-30T00:00:00Z'],
    ['no zone', '2026-05-13T09:00:00'],
    ['hour 24', '2026-05-13T24:00:00Z'],
  ])('a date with %s is refused with the form', async (_, date) => {
    const forged = await demo.issue({ payload: (payload) => ({ ...payload, valid_from: date }) })
    expect(firstComplaint(await judge(forged, demo.world))).toBe('schema: failed schema.sd-jwt-vc')
  })
})

describe('keys', () => {
  test('a retired key is good for what it signed while it was in use', async () => {
    demo.body.keys[0] = { signer: demo.body.signer, life: { from: moments.keys, until: shifted(moments.copied, day) } }
    const next = throwawaySigner()
    demo.body.keys.push({ signer: next, life: { from: shifted(moments.copied, day) } })
    const result = await judge(demo.sdJwt, demo.world)
    // The list must be signed with the key of today.
    expect(complaints(result)).toEqual(['status: not-checked status.list-refused'])
    expect(check(result, 'issuer-key')?.outcome).toBe('passed')
  })

  test.each<[string, (demo: DemoWorld) => void, string]>([
    [
      'that ended before',
      ({ body }) => body.keys.splice(0, 1, { signer: body.signer, life: { from: moments.keys, until: moments.issued } }),
      'issuer-key: failed issuer-key.ended',
    ],
    [
      'that began only later',
      ({ body }) => body.keys.splice(0, 1, { signer: body.signer, life: { from: shifted(moments.copied, day) } }),
      'issuer-key: failed issuer-key.not-yet-valid',
    ],
    [
      'that was stolen later',
      ({ body }) =>
        body.keys.splice(0, 1, {
          signer: body.signer,
          life: { from: moments.keys, revoked: { at: shifted(moments.copied, day), reason: 'keyCompromise' } },
        }),
      'issuer-key: failed issuer-key.compromised',
    ],
    [
      'that was never published',
      ({ body }) => body.keys.splice(0, 1, { signer: throwawaySigner(), life: { from: moments.keys } }),
      'issuer-key: failed issuer-key.unknown',
    ],
    [
      'of the Chamber that ended before the sitting',
      ({ chamber }) => chamber.keys.splice(0, 1, { signer: chamber.signer, life: { from: moments.keys, until: moments.sat } }),
      'decision: failed decision.seal',
    ],
    [
      'of the Region that began after the recognition',
      ({ region }) => region.keys.splice(0, 1, { signer: region.signer, life: { from: moments.appointed } }),
      'recognition: failed recognition.seal',
    ],
  ])('a key %s is refused', async (_, change, complaint) => {
    change(demo)
    const result = await judge(demo.sdJwt, demo.world)
    expect(firstComplaint(result)).toBe(complaint)
    expect(result.verdict).toBe('invalid')
  })

  test("another organisation's key is refused", async () => {
    const { signer, kid } = demo.otherBody
    const forged = await demo.issue({ bodySigner: { signer, kid } })
    expect(firstComplaint(await judge(forged, demo.world))).toBe('issuer-key: failed issuer-key.foreign')
  })

  test('a stranger who borrows the name of the key is refused', async () => {
    const forged = await demo.issue({ bodySigner: { signer: throwawaySigner(), kid: demo.body.kid } })
    const result = await judge(forged, demo.world)
    expect(firstComplaint(result)).toBe('proof: failed jws.signature')
    expect(result.credential).toBeUndefined()
  })

  test('a registry that does not answer is unverifiable, and nothing of the document is shown', async () => {
    demo.web.serve(`${HOST}/org/orobie-formazione/did.json`)
    const result = await judge(demo.sdJwt, demo.world)
    expect(result.verdict).toBe('unverifiable')
    expect(complaints(result)).toEqual(['issuer-key: not-checked did.unreachable'])
    expect(result.credential).toBeUndefined()
  })

  test.each([
    ['regione-lombardia', 'recognition: not-checked recognition.unreachable'],
    ['camera-bergamo', 'decision: not-checked decision.unreachable'],
  ])('a registry of the chain that does not answer (%s) is unverifiable', async (slug, complaint) => {
    demo.web.serve(`${HOST}/org/${slug}/did.json`)
    const result = await judge(demo.sdJwt, demo.world)
    expect(result.verdict).toBe('unverifiable')
    expect(firstComplaint(result)).toBe(complaint)
  })
})

describe('trust', () => {
  const trusting = (trust: Partial<World['trust']>): World => ({ ...demo.world, trust: { issuers: [], sealRoots: [], ...trust } })

  test('nobody is trusted by default', async () => {
    const result = await judge(demo.sdJwt, trusting({}))
    expect(result.verdict).toBe('unverifiable')
    expect(complaints(result)).toContain('recognition: not-checked recognition.anchor-unknown')
    expect(result.credential?.issuer.recognisedName).toBeUndefined()
  })

  test('an anchor that may not recognise others is none', async () => {
    const result = await judge(demo.sdJwt, trusting({ issuers: [{ id: demo.region.did, name: 'R', from: '2020-01-01T00:00:00Z' }] }))
    expect(complaints(result)).toContain('recognition: not-checked recognition.anchor-unknown')
  })

  test('an anchor counts only in its interval', async () => {
    const anchor = { id: demo.region.did, name: 'R', kinds: ['recognition' as const], from: '2025-06-01T00:00:00Z' }
    expect(firstComplaint(await judge(demo.sdJwt, trusting({ issuers: [anchor] })))).toBe(
      'recognition: failed recognition.anchor-not-in-force',
    )
  })

  test('an anchor whose key was stolen recognises nobody', async () => {
    const [anchor] = demo.trust.issuers
    if (anchor === undefined) throw new Error('the demonstration has an anchor')
    const stolen = trusting({ issuers: [{ ...anchor, compromisedAt: '2026-05-30T00:00:00Z' }] })
    expect(firstComplaint(await judge(demo.sdJwt, stolen))).toBe('recognition: failed recognition.seal')
    for (const compromisedAt of ['30 maggio 2026', '2026-05-32T00:00:00Z', '']) {
      const unreadable = trusting({ issuers: [{ ...anchor, compromisedAt }] })
      expect(firstComplaint(await judge(demo.sdJwt, unreadable))).toBe('recognition: failed recognition.seal')
    }
    const soon = trusting({ issuers: [{ ...anchor, compromisedAt: '2026-06-30T00:00:00Z' }] })
    expect((await judge(demo.sdJwt, soon)).verdict).toBe('valid')
  })

  const direct = (kinds?: readonly ('microcredenziale' | 'frequenza')[], until?: string) =>
    trusting({
      issuers: [
        { id: demo.body.did, name: 'Ente che conosco', from: '2026-01-01T00:00:00Z', ...(kinds && { kinds }), ...(until && { until }) },
      ],
    })

  test('a body may be trusted by name, for what it may do and while it may', async () => {
    const text = await demo.issue({ kind: 'microcredenziale' })
    const result = await judge(text, direct(['microcredenziale']))
    expect(result.verdict).toBe('valid')
    expect(result.credential?.issuer.recognisedName).toBe('Ente che conosco')
    expect(firstComplaint(await judge(text, direct(undefined, '2026-05-01T00:00:00Z')))).toBe(
      'recognition: failed recognition.trust-not-in-force',
    )
    expect(firstComplaint(await judge(text, direct(['frequenza'])))).toBe('recognition: not-checked recognition.anchor-unknown')
  })

  test('a body that is trusted by name still needs the decision of a commission', async () => {
    expect(firstComplaint(await judge(await demo.issue({ without: ['decision'] }), direct()))).toBe('decision: failed decision.missing')
  })

  test('keys that are known beforehand need no registry', async () => {
    const text = await demo.issue({ kind: 'microcredenziale' })
    const entry = { id: demo.body.did, name: 'Ente', publicKeys: [demo.body.signer.publicJwk], from: '2026-01-01T00:00:00Z' }
    const asked = demo.web.asked.length
    expect((await judge(text, trusting({ issuers: [entry] }))).verdict).toBe('valid')
    expect(demo.web.asked.slice(asked)).toEqual([demo.statusUrl('token')])
  })
})
