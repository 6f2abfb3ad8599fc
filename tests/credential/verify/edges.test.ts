import { beforeAll, describe, expect, test } from 'vitest'
import type { Outcome } from '../../../credential/attestation/attestation.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { formatDateTime } from '../../../credential/time.ts'
import { outcome } from '../../fixtures/demo-people.ts'
import { type Changes, type DemoWorld, demoWorld, moments } from '../../fixtures/demo-world.ts'
import { complaints, firstComplaint, judge } from './verdict.ts'

// Each case stands at the edge of one rule, so that no other rule speaks in its place.
let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})

const later = (date: Date, minutes: number) => new Date(date.getTime() + minutes * 60_000)
const { qualification: _, ...withoutProfile }: Outcome = outcome
const everyCompetence = outcome.competences.map((__, index) => `competences/${index}`)
const inForceFrom = (date: Date): Changes => ({
  appointmentClaims: { validFrom: formatDateTime(date) },
  sealed: { commission: moments.appointed },
})
const declaring = (claims: JsonObject): Changes => ({
  payload: (payload) => ({ ...payload, decision: { ...(payload.decision as JsonObject), ...claims } }),
})

describe('a certificate just inside a rule is valid', () => {
  test.each<[string, () => Changes]>([
    ['when its minutes were closed and sealed at the minute of the sitting', () => ({ decision: { sealedAt: moments.sat } })],
    ['when its decision was sealed at the second of the release', () => ({ decision: { sealedAt: moments.issued } })],
    ['when its commission was in force from the sitting on', () => inForceFrom(moments.sat)],
    ['when its commission was in force for one more minute', () => ({ appointment: { validUntil: later(moments.sat, 1) } })],
    ['when its body was recognised from the second of the release on', () => ({ body: { validFrom: moments.issued } })],
    ['when its body was recognised for one more minute', () => ({ body: { validUntil: later(moments.issued, 1) } })],
    ['when its commission was appointed for competences of no profile', () => ({ outcome: withoutProfile, appointment: { profiles: [] } })],
    ['when its commission was appointed for the whole profile, and the profile is shown', () => ({ appointment: { competences: [] } })],
    [
      'when its commission was appointed for the whole profile, and no competence is shown',
      () => ({ appointment: { competences: [] }, undisclosed: [...everyCompetence, 'qualification'] }),
    ],
    ['when it does not show its assessment', () => ({ undisclosed: ['assessment'] })],
  ])('%s', async (__, changes) => {
    expect(complaints(await judge(await demo.issue(changes()), demo.world))).toEqual([])
  })

  test('from the second of its release on', async () => {
    const found = complaints(await judge(demo.sdJwt, { ...demo.world, now: moments.issued }))
    expect(found.filter((complaint) => complaint.startsWith('validity'))).toEqual([])
  })
})

describe('a certificate just outside a rule is refused', () => {
  test.each<[string, () => Changes, string]>([
    [
      'when the appointment was sealed at the minute of the sitting',
      () => ({ sealed: { commission: moments.sat } }),
      'decision: failed decision.appointed-after-sitting',
    ],
    [
      'when its commission was in force from the minute after the sitting on',
      () => inForceFrom(later(moments.sat, 1)),
      'decision: failed decision.appointment-not-in-force',
    ],
    [
      'when its minutes bear the day of a seal that came a day late',
      () => ({ decision: { minutes: { number: 'V-2026-7', date: '2026-05-13' } }, sealed: { decision: moments.issued } }),
      'decision: failed decision.minutes-date',
    ],
    [
      'when its commission was appointed for nothing',
      () => ({ appointment: { competences: [], profiles: [] }, undisclosed: ['qualification'] }),
      'decision: failed decision.competence-not-assigned',
    ],
    [
      'when its rules have another name',
      () => ({ attestation: { rulePack: { id: 'altra-regione', version: '1' } } }),
      'decision: failed decision.contradiction',
    ],
    [
      'when it tells another day of the minutes',
      () => declaring({ minutes_date: '2026-05-11' }),
      'decision: failed decision.contradiction',
    ],
    ['when it tells another sitting', () => declaring({ sat_at: '2026-05-12T07:30:01Z' }), 'decision: failed decision.contradiction'],
    [
      'when it names another commission',
      () => declaring({ commission_id: 'urn:uuid:99999999-9999-4999-8999-999999999999' }),
      'decision: failed decision.contradiction',
    ],
    ['when it names another act of appointment', () => declaring({ act_number: '13/2026' }), 'decision: failed decision.contradiction'],
    [
      'when it tells another appointment',
      () => declaring({ appointed_at: '2026-05-04T08:00:01Z' }),
      'decision: failed decision.contradiction',
    ],
    [
      'when it names another Chamber',
      () => declaring({ chamber: { id: demo.otherChamber.did, name: demo.otherChamber.name } }),
      'decision: failed decision.contradiction',
    ],
    [
      'when it ends as it begins',
      () => ({ attestation: { validFrom: '2026-05-20T00:00:00Z', validUntil: '2026-05-20T00:00:00Z' } }),
      'validity: failed validity.reversed',
    ],
    [
      'when its copy is for tomorrow',
      () => ({ payload: (payload) => ({ ...payload, nbf: moments.now.getTime() / 1000 + 86_400 }) }),
      'freshness: failed freshness.not-yet',
    ],
    [
      'when no commission decides its kind, and it shows a name in plain',
      () => ({
        kind: 'microcredenziale',
        undisclosed: ['given_name'],
        payload: (payload) => ({ ...payload, given_name: 'Giosuè' }),
      }),
      'schema: failed schema.claim-not-committed',
    ],
    ['at the second of its end', () => ({ attestation: { validUntil: formatDateTime(moments.now) } }), 'validity: failed validity.ended'],
  ])('%s', async (__, changes, complaint) => {
    const result = await judge(await demo.issue(changes()), demo.world)
    expect(firstComplaint(result)).toBe(complaint)
    expect(result.verdict).toBe('invalid')
  })
})
