import { beforeAll, describe, expect, test } from 'vitest'
import type { Outcome } from '../../../credential/attestation/attestation.ts'
import { outcomeDisclosures } from '../../../credential/attestation/index.ts'
import { outcome } from '../../fixtures/demo-people.ts'
import { accounts, type Changes, type DemoWorld, demoWorld, moments, pseudonym } from '../../fixtures/demo-world.ts'
import { decidedForOthers } from './decided-for-others.ts'
import { firstComplaint, judge } from './verdict.ts'

let demo: DemoWorld
beforeAll(async () => {
  demo = await demoWorld()
})

const later = (date: Date, minutes: number) => new Date(date.getTime() + minutes * 60_000)
const otherCommission = 'urn:uuid:99999999-9999-4999-8999-999999999999'

describe('a certificate that the body forged with its own genuine key', () => {
  test.each<[string, () => Changes, string]>([
    ['of another commission', () => ({ decision: { commission: otherCommission } }), 'decision: failed decision.other-commission'],
    [
      'of a commission appointed after the sitting',
      () => ({ appointment: { appointedAt: later(moments.sat, 1) }, sealed: { commission: moments.appointed } }),
      'decision: failed decision.appointed-after-sitting',
    ],
    [
      'of a commission appointed at the minute of the sitting',
      () => ({ appointment: { appointedAt: moments.sat }, sealed: { commission: moments.appointed } }),
      'decision: failed decision.appointed-after-sitting',
    ],
    [
      'of a commission whose appointment was sealed only later',
      () => ({ sealed: { commission: later(moments.issued, 60) } }),
      'decision: failed decision.appointed-after-sitting',
    ],
    [
      'of a commission whose appointment had ended',
      () => ({ appointment: { validUntil: moments.sat } }),
      'decision: failed decision.appointment-not-in-force',
    ],
    [
      'on a decision that was sealed after the release',
      () => ({ sealed: { decision: later(moments.issued, 1) } }),
      'decision: failed decision.after-release',
    ],
    [
      'on a decision whose seal is older than the sitting',
      () => ({ sealed: { decision: later(moments.sat, -1) } }),
      'decision: failed decision.sealed-before-sitting',
    ],
    [
      'with a recognition that is dated tomorrow',
      () => ({ sealed: { body: later(moments.now, 24 * 60) } }),
      'recognition: failed recognition.seal',
    ],
    [
      'of a Chamber that appoints for another province',
      () => ({ chamber: { recognizedTo: { action: 'appoint', provinces: ['SO'] } } }),
      'decision: failed decision.chamber-out-of-scope',
    ],
    [
      'of a commission for another province than its Chamber’s',
      () => ({ appointment: { province: 'MI' } }),
      'decision: failed decision.chamber-out-of-scope',
    ],
    ['of a commission of one', () => ({ decision: { quorum: { required: 1, present: 1 } } }), 'decision: failed decision.not-collegial'],
    [
      'on minutes of years before',
      () => ({ decision: { minutes: { number: 'V-2026-7', date: '2019-01-01' } } }),
      'decision: failed decision.minutes-date',
    ],
    [
      'on minutes of after their seal',
      () => ({ decision: { minutes: { number: 'V-2026-7', date: '2026-05-13' } } }),
      'decision: failed decision.minutes-date',
    ],
    [
      'with a title that was not decided',
      () => ({ decidedTitle: { it: 'Addetto alla portineria' } }),
      'decision: failed decision.outcome-absent',
    ],
    [
      'with a translation of the title that was not decided',
      () => ({ decidedTitle: { it: 'Diversity Manager', en: 'Office clerk' } }),
      'decision: failed decision.outcome-absent',
    ],
    [
      'released by whoever closed the minutes',
      () => ({ decision: { closedBy: pseudonym(accounts.officer) } }),
      'decision: failed decision.four-eyes',
    ],
    [
      'that tells nothing of its decision',
      () => ({ payload: ({ decision: _, ...payload }) => payload }),
      'decision: failed decision.contradiction',
    ],
    [
      'under another authority than the one that recognised the body',
      () => ({
        attestation: {
          titular: { id: 'did:web:mi.example', legalName: 'Ministero', legalBasis: 'L. 1', country: 'IT', region: 'ITC4' },
        },
      }),
      'recognition: failed recognition.other-titular',
    ],
    ['without quorum', () => ({ decision: { quorum: { required: 3, present: 2 } } }), 'decision: failed decision.quorum-missing'],
    ['on a decision about another body', () => ({ decision: { body: demo.otherBody.did } }), 'decision: failed decision.other-body'],
    [
      'by a body accredited only later',
      () => ({ body: { validFrom: later(moments.issued, 1) } }),
      'recognition: failed recognition.not-yet',
    ],
    ['by a body no longer accredited', () => ({ body: { validUntil: moments.issued } }), 'recognition: failed recognition.ended'],
    [
      'by a body accredited for other kinds',
      () => ({ body: { recognizedTo: { action: 'issue', kinds: ['frequenza'] } } }),
      'recognition: failed recognition.out-of-scope',
    ],
    [
      "with another body's recognition",
      () => ({ body: { entity: { id: demo.otherBody.did, legalName: demo.otherBody.name } } }),
      'recognition: failed recognition.other-entity',
    ],
    ['without a decision', () => ({ without: ['decision'] }), 'decision: failed decision.missing'],
    ['without an appointment', () => ({ without: ['commission'] }), 'decision: failed decision.appointment-missing'],
    ['without the recognition of the Chamber', () => ({ without: ['chamber'] }), 'decision: failed decision.chamber-missing'],
    [
      'with a decision of its own making',
      () => ({ chamberSigner: { ...demo.body, did: demo.chamber.did } }),
      'decision: failed decision.seal',
    ],
    [
      'with a Chamber of its own making',
      () => ({ chamberSigner: demo.otherBody, chamber: { region: demo.otherBody.did } }),
      'decision: not-checked decision.chamber-anchor-unknown',
    ],
    ['with itself for a Chamber', () => ({ chamberSigner: demo.body }), 'decision: failed decision.chamber-is-body'],
    [
      'on the decision of another Chamber than the one that appointed',
      () => ({ decision: { chamber: demo.otherChamber.did } }),
      'decision: failed decision.other-chamber',
    ],
    [
      'under other rules than the commission had',
      () => ({ attestation: { rulePack: { id: 'lombardia-ivc', version: '2' } } }),
      'decision: failed decision.contradiction',
    ],
    [
      'of a commission whose act bears a day after its appointment',
      () => ({ appointment: { act: { number: '12/2026', date: '2026-05-05' } } }),
      'decision: failed decision.appointment-act-later',
    ],
    [
      'of a commission whose appointment was sealed before its act was made',
      () => ({ sealed: { commission: later(moments.appointed, -24 * 60) } }),
      'decision: failed decision.appointment-act-later',
    ],
    [
      'by a body whose recognition began before its act was made',
      () => ({ body: { act: { number: 'D.D. 123', date: '2025-02-02' } }, sealed: { body: moments.appointed } }),
      'recognition: failed recognition.act-later',
    ],
    [
      'by a body whose recognition was sealed before its act was made',
      () => ({ sealed: { body: later(moments.recognised, -24 * 60) } }),
      'recognition: failed recognition.act-later',
    ],
    [
      'of a Chamber whose recognition began before its act was made',
      () => ({ chamber: { act: { number: 'D.D. 123', date: '2025-02-02' } } }),
      'decision: failed decision.chamber-act-later',
    ],
    [
      'with an assessment of the day after the minutes were closed',
      () => ({ outcome: assessedOn('2026-05-13') }),
      'decision: failed decision.assessed-later',
    ],
    [
      'with an assessment of the day after the seal, under a decision that bears its day',
      () => ({
        outcome: assessedOn('2026-05-13'),
        decision: { sealedAt: moments.issued },
        sealed: { decision: moments.sealed },
      }),
      'decision: failed decision.assessed-later',
    ],
    [
      'on minutes of the day after their seal, under a decision that bears their day',
      () => ({
        decision: { minutes: { number: 'V-2026-7', date: '2026-05-13' }, sealedAt: moments.issued },
        sealed: { decision: moments.sealed },
      }),
      'decision: failed decision.minutes-date',
    ],
    [
      'of a kind that no commission decides, with an assessment of the day after its release',
      () => ({ kind: 'microcredenziale', outcome: assessedOn('2026-05-14') }),
      'validity: failed validity.assessed-later',
    ],
    [
      'of a commission that was appointed for another profile',
      () => ({ appointment: { profiles: ['SALDATORE'] } }),
      'decision: failed decision.competence-not-assigned',
    ],
    [
      'that holds back the profile which alone was assigned',
      () => ({ appointment: { competences: [] }, undisclosed: ['qualification'] }),
      'decision: not-checked decision.profile-not-shown',
    ],
    [
      'that is in force from before it was released',
      () => ({ attestation: { validFrom: '2019-01-01T00:00:00Z' } }),
      'validity: failed validity.before-release',
    ],
    [
      'whose state is told by a list of its own, elsewhere',
      () => ({
        attestation: {
          status: { index: 7, tokenList: 'https://liste.example/1/token', bitstringList: 'https://liste.example/1/revocation' },
        },
      }),
      'decision: failed decision.outcome-absent',
    ],
    [
      'that was annulled and is signed anew at another place of the list',
      () => ({ attestation: { status: { index: 7, tokenList: demo.statusUrl('token'), bitstringList: demo.statusUrl('revocation') } } }),
      'decision: failed decision.outcome-absent',
    ],
    [
      'of a kind that no commission decides, with a list of its own elsewhere',
      () => ({
        kind: 'microcredenziale',
        attestation: {
          status: { index: 7, tokenList: 'https://liste.example/1/token', bitstringList: 'https://liste.example/1/revocation' },
        },
      }),
      'status: failed status.elsewhere',
    ],
    [
      'of a Chamber that may not yet appoint',
      () => ({ chamber: { validFrom: later(moments.appointed, 1) } }),
      'decision: failed decision.chamber-not-yet',
    ],
    [
      'of a Chamber that might no longer seal',
      () => ({ chamber: { validUntil: moments.sealed } }),
      'decision: failed decision.chamber-ended',
    ],
    [
      'of a Chamber that might no longer seal when it sealed',
      () => ({ chamber: { validUntil: later(moments.sealed, 1) }, sealed: { decision: later(moments.sealed, 2) } }),
      'decision: failed decision.chamber-ended',
    ],
    [
      'whose minutes were signed before the sitting',
      () => ({ decision: { sealedAt: later(moments.sat, -1) }, sealed: { decision: moments.sealed } }),
      'decision: failed decision.sealed-before-sitting',
    ],
    [
      'released before the decision',
      () => ({ decision: { sealedAt: later(moments.issued, 1) }, sealed: { decision: moments.sealed } }),
      'decision: failed decision.after-release',
    ],
    ['for somebody the decision does not list', () => decidedForOthers, 'decision: failed decision.outcome-absent'],
    [
      'for a competence the commission was not appointed for',
      () => ({ appointment: { competences: ['DM-1'] } }),
      'decision: failed decision.competence-not-assigned',
    ],
    [
      'that tells another story of its decision',
      () => ({ payload: (payload) => ({ ...payload, decision: { ...(payload.decision as object), minutes_number: 'V-1' } }) }),
      'decision: failed decision.contradiction',
    ],
    [
      'with a name in plain',
      () => ({ undisclosed: ['given_name'], payload: (payload) => ({ ...payload, given_name: 'Giosuè' }) }),
      'decision: failed decision.claim-in-plain',
    ],
    [
      'with a competence in plain beside the decided ones',
      () => ({ payload: (payload) => ({ ...payload, competences: [competenceClaim('DM-2')] }) }),
      'decision: failed decision.claim-in-plain',
    ],
  ])('%s is refused', async (_, changes, complaint) => {
    const result = await judge(await demo.issue(changes()), demo.world)
    expect(firstComplaint(result)).toBe(complaint)
    expect(result.verdict).not.toBe('valid')
  })

  test('of a Chamber that another Region recognised is refused', async () => {
    const { otherBody: otherRegion } = demo
    const issuers = [
      ...demo.trust.issuers,
      { id: otherRegion.did, name: 'Altra Regione', kinds: ['recognition'] as const, from: '2020-01-01T00:00:00Z' },
    ]
    const forged = await demo.issue({ chamber: { region: otherRegion.did }, chamberRecogniser: otherRegion })
    const result = await judge(forged, { ...demo.world, trust: { ...demo.trust, issuers } })
    expect(firstComplaint(result)).toBe('decision: failed decision.chamber-other-region')
  })

  test('of a commission whose appointment the Chamber did not seal is refused', async () => {
    const forged = await demo.issue({ appointmentSigner: { ...demo.body, kid: demo.chamber.kid } })
    expect(firstComplaint(await judge(forged, demo.world))).toBe('decision: failed decision.seal')
  })

  test('for another person, with the digests of the decided outcome, is refused', async () => {
    const genuine = await demo.compose()
    const forged = await demo.issue({
      attestation: { outcome: { ...outcome, person: { ...outcome.person, givenName: 'Giosuè' } } },
      payload: (payload) => ({ ...payload, outcome_digests: digestsOf(genuine) }),
    })
    const result = await judge(forged, demo.world)
    expect(firstComplaint(result)).toBe('decision: failed decision.claim-not-committed')
  })

  test('for another person, with its own digests, is refused', async () => {
    const result = await judge(
      await demo.issue({ attestation: { outcome: { ...outcome, person: { ...outcome.person, givenName: 'Giosuè' } } } }),
      demo.world,
    )
    expect(firstComplaint(result)).toBe('decision: failed decision.outcome-absent')
  })

  test('with the kind of a document that no commission decides, in the type of one that does, is refused', async () => {
    const result = await judge(await demo.issue({ payload: (payload) => ({ ...payload, attestation_type: 'frequenza' }) }), demo.world)
    expect(firstComplaint(result)).toBe('schema: failed schema.kind')
  })

  test('with a claim that no reader knows is refused', async () => {
    const result = await judge(await demo.issue({ payload: (payload) => ({ ...payload, note: 'valido per sempre' }) }), demo.world)
    expect(firstComplaint(result)).toBe('schema: failed schema.sd-jwt-vc')
  })
})

function assessedOn(date: string): Outcome {
  return { ...outcome, assessment: { ...outcome.assessment, date } }
}

function digestsOf({ outcome: decided, salts }: Awaited<ReturnType<DemoWorld['compose']>>): string[] {
  return outcomeDisclosures(decided, salts)
    .map(({ disclosure }) => disclosure.digest)
    .sort()
}

function competenceClaim(code: string) {
  const row = { repertory: 'QRSP', release: '2019', section: 'Profili', abilities: [], knowledge: [], esco: [], ada: [], demo: true }
  return { name: 'Una competenza in più', code, ...row }
}
