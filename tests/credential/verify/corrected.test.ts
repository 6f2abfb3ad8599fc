import { beforeAll, describe, expect, test } from 'vitest'
import { type Changes, type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { firstComplaint, judge } from './verdict.ts'

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})

const corrects = { decision: 'urn:uuid:55555555-5555-4555-8555-555555555555', act: { number: 'DD/9', date: '2026-05-18' } }
const sealedAt = new Date('2026-05-18T10:00:00Z')
const issuedAt = '2026-05-19T09:00:00Z'
const replaces = { number: 'BG-2026-000041', issuedAt: '2026-05-13T09:00:00Z' }
/** A rettifica as the Chamber seals it six days after the sitting, and the body releases it the day after. */
const rettifica = (changes: Changes = {}): Changes => ({
  ...changes,
  decision: { sealedAt, corrects, ...changes.decision },
  attestation: { issuedAt, validFrom: issuedAt, replaces, ...changes.attestation },
})
const verdictOn = async (changes: Changes) =>
  judge(await demo.issue({ ...changes, copiedAt: new Date('2026-05-20T09:00:00Z') }), demo.world)

describe('a certificate that the Chamber corrected', () => {
  test('is valid with the chain as of its day, says by which act, and in whose place it stands', async () => {
    const result = await verdictOn(rettifica())
    expect(firstComplaint(result)).toBe('none')
    expect(result.verdict).toBe('valid')
    expect(result.checks.find(({ id }) => id === 'decision')).toMatchObject({
      code: 'decision.corrected',
      facts: { act: 'DD/9', date: '2026-05-18', minutes: 'V-2026-7' },
      reason: expect.stringContaining('DD/9 del 18/5/2026'),
    })
    expect(result.credential?.replaces).toEqual({ number: 'BG-2026-000041', issued: '2026-05-13T09:00:00Z' })
  })

  test.each<[string, () => Changes, string]>([
    ['sealed by the body', () => ({ chamberSigner: demo.body }), 'decision: failed decision.chamber-is-body'],
    [
      'sealed by another Chamber than the one that appointed',
      () => ({ chamberSigner: demo.otherChamber, appointment: { chamber: demo.chamber.did }, appointmentSigner: demo.chamber }),
      'decision: failed decision.other-chamber',
    ],
    [
      'sealed after the recognition of the Chamber had ended',
      () => ({ chamber: { validUntil: new Date('2026-05-15T00:00:00Z') } }),
      'decision: failed decision.chamber-ended',
    ],
    [
      'by an act that is older than the exam',
      () => ({ decision: { corrects: { ...corrects, act: { number: 'DD/9', date: '2026-05-11' } } } }),
      'decision: failed decision.correction-date',
    ],
    [
      'by an act that is younger than its seal',
      () => ({ decision: { corrects: { ...corrects, act: { number: 'DD/9', date: '2026-05-19' } } } }),
      'decision: failed decision.correction-date',
    ],
    ['of an outcome that is not in it', () => ({ decision: { outcomes: ['A'.repeat(43)] } }), 'decision: failed decision.outcome-absent'],
    [
      'that was released before it was sealed',
      () => ({ attestation: { issuedAt: '2026-05-18T09:00:00Z' } }),
      'decision: failed decision.after-release',
    ],
  ])('is refused, %s', async (_, changes, complaint) => {
    expect(firstComplaint(await verdictOn(rettifica(changes())))).toBe(complaint)
  })

  describe('after the recognition of its Chamber was renewed', () => {
    const ended = { validUntil: new Date('2026-05-15T00:00:00Z') }
    const renewed = (changes: Changes = {}) => rettifica({ chamber: ended, renewal: {}, ...changes })

    test('staples both, and each act of the Chamber stands on the one of its day', async () => {
      const result = await verdictOn(renewed())
      expect(firstComplaint(result)).toBe('none')
      expect(result.checks.find(({ id }) => id === 'decision')?.code).toBe('decision.corrected')
    })

    test('so does the badge, and the first exam where the renewal lies between the appointment and the sitting', async () => {
      const between = {
        chamber: { validUntil: new Date('2026-05-08T00:00:00Z') },
        renewal: { validFrom: new Date('2026-05-08T00:00:00Z') },
      }
      for (const changes of [renewed(), between]) {
        const badge = await demo.issueBadge({ ...changes, copiedAt: new Date('2026-05-20T09:00:00Z') })
        expect(firstComplaint(await judge(JSON.stringify(badge), demo.world))).toBe('none')
      }
      expect(firstComplaint(await judge(await demo.issue(between), demo.world))).toBe('none')
    })

    test.each<[string, () => Changes, string]>([
      ['without the renewal', () => ({ without: ['renewal'] }), 'decision: failed decision.chamber-ended'],
      [
        'with the renewal in the place of the first',
        () => ({ chamber: { validFrom: new Date('2026-05-15T00:00:00Z') } }),
        'decision: failed decision.chamber-not-yet',
      ],
      [
        'that began after the rettifica',
        () => ({ renewal: { validFrom: new Date('2026-05-19T00:00:00Z') } }),
        'decision: failed decision.chamber-not-yet',
      ],
      [
        'that ended before it',
        () => ({ renewal: { validUntil: new Date('2026-05-17T00:00:00Z') } }),
        'decision: failed decision.chamber-ended',
      ],
      [
        'for another province',
        () => ({ renewal: { recognizedTo: { action: 'appoint', provinces: ['LC'] } } }),
        'decision: failed decision.chamber-out-of-scope',
      ],
      [
        'of another Chamber',
        () => ({ renewal: { entity: { id: demo.otherChamber.did, legalName: demo.otherChamber.name } } }),
        'decision: failed decision.chamber-other-entity',
      ],
      ['by the Chamber itself', () => ({ renewalRecogniser: demo.chamber }), 'decision: not-checked decision.chamber-anchor-unknown'],
    ])('is not valid, %s', async (_, changes, complaint) => {
      expect(firstComplaint(await verdictOn(renewed(changes())))).toBe(complaint)
    })

    test.each<[string, Changes]>([
      ['the exam', {}],
      ['a rettifica', rettifica()],
    ])('nor where they sat between the two: %s', async (_, changes) => {
      const between = {
        chamber: { validUntil: new Date('2026-05-08T00:00:00Z') },
        renewal: { validFrom: new Date('2026-05-17T00:00:00Z') },
      }
      const sealedLater = { ...changes, decision: { ...changes.decision, sealedAt: new Date('2026-05-18T10:00:00Z') } }
      const issuedAt = '2026-05-19T09:00:00Z'
      const complaint = firstComplaint(await verdictOn({ ...sealedLater, ...between, attestation: { issuedAt, validFrom: issuedAt } }))
      expect(complaint).toBe('decision: failed decision.chamber-not-yet')
    })

    test('nor where the first was withdrawn before they sat, and the renewal came after', async () => {
      await demo.publishWithdrawals({ 'urn:uuid:33333333-3333-4333-8333-333333333333': '2026-05-08T00:00:00Z' })
      const complaint = firstComplaint(await verdictOn(rettifica({ renewal: { validFrom: new Date('2026-05-17T00:00:00Z') } })))
      await demo.publishWithdrawals({})
      expect(complaint).toBe('decision: failed decision.chamber-not-yet')
    })

    test('nor where the renewal was withdrawn before it sealed; what is withdrawn later takes nothing back', async () => {
      const withdrawn = async (ended: string) => {
        await demo.publishWithdrawals({ 'urn:uuid:77777777-7777-4777-8777-777777777777': ended })
        const result = await verdictOn(renewed())
        await demo.publishWithdrawals({})
        return firstComplaint(result)
      }
      expect(await withdrawn('2026-05-17T00:00:00Z')).toBe('decision: failed decision.chamber-ended')
      expect(await withdrawn('2026-05-19T00:00:00Z')).toBe('none')
    })
  })

  test('of an act that says nothing of one, the sentence stays that of the exam', async () => {
    const result = await judge(demo.sdJwt, demo.world)
    expect(result.checks.find(({ id }) => id === 'decision')?.code).toBe('decision.passed')
    expect(result.credential).not.toHaveProperty('replaces')
    expect(moments.sealed < sealedAt).toBe(true)
  })
})
