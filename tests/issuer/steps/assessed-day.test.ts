import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Outcome } from '../../../credential/attestation/attestation.ts'
import { dayInRome } from '../../../credential/time.ts'
import { planAssessment } from '../../../issuer/steps/plan-assessment.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, type Walk, walkTo, welcome } from '../walk.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

test('an attestation says on which day the body assessed, and of the exam only what was recorded', async () => {
  const walk: Walk = await welcome(house, people)
  await walkTo('admit', walk)
  const interviewAt = new Date(house.clock.at.getTime() + 1_800_000)
  const plan = { interviewAt, place: 'Bergamo', methods: ['colloquio'], mode: 'online' } as const
  await planAssessment({ actor: people.officer, idempotencyKey: key(), caseId: walk.caseId, plan }, house.world)
  house.clock.advance(3 * 86_400)
  await doAct('release-validation', walk)
  house.clock.advance(7 * 86_400)
  for (const act of ['request-commission', 'appoint', 'open-sitting', 'sign-minutes', 'register', 'release'] as const)
    await doAct(act, walk)

  const acts = await house.world.db.rows<{ kind: string; assessment: Outcome['assessment']; minutes: string | null }>(
    `SELECT kind, record->'outcome'->'assessment' AS assessment, record->'decision'->'minutes'->>'date' AS minutes
     FROM attestation WHERE case_id = $1 AND kind <> 'trasparenza' ORDER BY released_at`,
    [walk.caseId],
  )
  const assessment = { type: 'colloquio', mode: 'online', idVerification: 'with-id', date: dayInRome(interviewAt) }
  const sat = dayInRome(new Date(interviewAt.getTime() + 10 * 86_400_000))
  expect(acts).toEqual([
    { kind: 'validazione', assessment, minutes: null },
    { kind: 'certificato', assessment, minutes: sat },
  ])
})
