import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compositionOf } from '../../../issuer/rule-pack/composition-of.ts'
import { PACKS } from '../../../issuer/rule-pack/rule-pack.ts'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { declareConflict } from '../../../issuer/steps/declare-conflict.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import type { CaseRecord } from '../../../issuer/steps/lock-case.ts'
import type { SittingMember } from '../../../issuer/steps/lock-sitting.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import type { Ties } from '../../../issuer/steps/read-ties.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { requireJudges } from '../../../issuer/steps/require-judges.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, key, membersOf, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

const CASE = '00000000-0000-4000-8000-000000000001'

/** A commission as the pack asks for it, and one member more in its last role. */
function seatsOf(record: CaseRecord): SittingMember[] {
  const { roles, minimumMembers } = compositionOf(record)
  const seats = roles.flatMap(({ id, least }) => Array.from({ length: least }, () => id))
  while (seats.length <= minimumMembers) seats.push(roles.at(-1)?.id ?? '')
  return seats.map((role, place) => ({
    expertId: `expert-${place}`,
    accountId: undefined,
    name: `Membro ${place}`,
    role,
    sectors: ['Area comune'],
    present: true,
    conflictWith: [],
    declaredFor: [],
    answer: undefined,
  }))
}

describe('when a member with a tie leaves the judging', () => {
  const walks = PACKS.flatMap((rulePack) => (['profile', 'competence'] as const).map((of) => ({ rulePack, of, id: rulePack.id })))
  test.each(walks)('$id, $of: those who still judge are a commission, and not all of the presenting body', ({ rulePack, of }) => {
    const qualification = of === 'profile' ? { name: { it: 'Profilo' } } : undefined
    const record = { id: CASE, rulePack, qualification, learning: { setting: 'informal' }, sector: 'Area comune' } as unknown as CaseRecord
    const members = seatsOf(record)
    const last = members.at(-1)
    const judging = ({
      tied,
      ofBody,
      seated = members,
    }: Record<'tied' | 'ofBody', readonly SittingMember[]> & { seated?: SittingMember[] }) => {
      const has = (some: readonly SittingMember[], expertId: string) => some.some((member) => member.expertId === expertId)
      const found = ({ expertId }: { expertId: string }) => (has(tied, expertId) ? { why: 'same-person' as const } : undefined)
      const ties: Ties = Object.assign(found, { ofBody: ({ expertId }: { expertId: string }) => has(ofBody, expertId) })
      return () => requireJudges({ sitting: { state: 'open', members: seated }, records: [record], ties })
    }
    const outside = last === undefined ? [] : [last]
    const inside = members.slice(0, -1)
    expect(judging({ tied: [], ofBody: inside })).not.toThrow()
    expect(judging({ tied: outside, ofBody: inside.slice(1) })).not.toThrow()
    expect(judging({ tied: outside, ofBody: inside })).toThrow(
      expect.objectContaining({ code: 'sitting.all-from-body', facts: { members: inside.map(({ name }) => name).join(', ') } }),
    )
    // Whoever is simply not there leaves the same people behind.
    const without = members.map((member) => ({ ...member, present: member !== last }))
    expect(judging({ tied: [], ofBody: inside, seated: without })).toThrow(expect.objectContaining({ code: 'sitting.all-from-body' }))
    // One more, and there are too few, whoever employs them.
    expect(judging({ tied: members.slice(-2), ofBody: [] })).toThrow(expect.objectContaining({ code: 'sitting.tie' }))
    expect(judging({ tied: members.slice(0, 1), ofBody: [] })).toThrow(expect.objectContaining({ code: 'sitting.tie' }))
  })
})

describe('in a sitting that was convened', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  test('the one member from outside declares a conflict: it does not open', async () => {
    const { world, clock } = house
    const { id: caseId } = await takeOverCase(caseInput(people.officer), world)
    clock.advance(60)
    const chamberId = people.chamber.organisation.id
    const { id: requestId } = await requestCommission({ actor: people.officer, idempotencyKey: key(), caseId, chamberId }, world)
    const second = await house.who('expert-2', 'member', 'camera-bergamo')
    const [extra] = await world.db.rows<{ id: string }>('SELECT id FROM expert WHERE account_id = $1 AND organisation_id = $2', [
      second.accountId,
      chamberId,
    ])
    const members = [...(await membersOf(house, people)), { expertId: extra?.id ?? '', role: 'esperto' }]
    const ofBody = members.slice(0, 2).map(({ expertId }) => expertId)
    await world.db.rows('UPDATE expert SET employer_id = CASE WHEN id = ANY ($1) THEN $2::uuid END WHERE organisation_id = $3', [
      ofBody,
      people.officer.organisation.id,
      chamberId,
    ])
    const { sittingId } = await appointCommission(
      {
        actor: people.chamber,
        idempotencyKey: key(),
        requestIds: [requestId],
        members,
        reasons: ofBody.map((expertId) => ({ expertId, reason: 'Nessun altro conosce il settore.' })),
        actNumber: `ATTO/${key()}`,
        sittingPlannedAt: new Date(clock.at.getTime() + 3_600_000),
        place: 'Bergamo',
      },
      world,
    )
    clock.advance(3600)
    const at = (actor: People['expert']) => ({ actor, idempotencyKey: key(), sittingId, caseId })
    for (const actor of [people.president, people.expert]) await declareNoConflict(at(actor), world)
    await declareConflict({ ...at(second), relation: 'tutor', reason: 'Sono stato il suo tutor per due anni.' }, world)
    await expect(openSitting(at(people.president), world)).rejects.toMatchObject({ code: 'sitting.all-from-body' })

    // With somebody from outside among those who are left, it does.
    await world.db.rows('UPDATE expert SET employer_id = NULL WHERE id = $1', [ofBody[0]])
    await openSitting(at(people.president), world)
  })
})
