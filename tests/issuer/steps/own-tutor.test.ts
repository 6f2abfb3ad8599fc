import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { readConflicts } from '../../../issuer/conflicts/read-conflicts.ts'
import { openDeskPool } from '../../../issuer/db/desk.ts'
import { TASKS } from '../../../issuer/procedure/procedure.ts'
import { readPlan } from '../../../issuer/reads/plan/plan.ts'
import { readConflictMatrix } from '../../../issuer/reads/roster/conflict-matrix.ts'
import { declareNoConflict } from '../../../issuer/steps/declare-no-conflict.ts'
import { handOver } from '../../../issuer/steps/hand-over.ts'
import { judgeCompetence } from '../../../issuer/steps/judge-competence.ts'
import { logHours } from '../../../issuer/steps/log-hours.ts'
import { openSitting } from '../../../issuer/steps/open-sitting.ts'
import { takeOn } from '../../../issuer/steps/take-on.ts'
import { seatedAt } from '../db/desk-seat.ts'
import { appointed, key, membersOf, opened, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, reason, type Walk, walkTo, welcome } from '../walk.ts'

let house: House
let people: People
/** The expert of the commission, at the counter of the body. */
let tutor: Actor
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  const { organisation } = people.officer
  await house.database.pool.query(`INSERT INTO membership (account_id, organisation_id, role, tasks) VALUES ($1, $2, 'officer', $3)`, [
    people.expert.accountId,
    organisation.id,
    TASKS,
  ])
  tutor = { ...people.expert, role: 'officer', tasks: TASKS, organisation }
})
afterAll(() => house.close())

const chamberId = () => people.chamber.organisation.id
const expertId = async () => (await membersOf(house, people))[1]?.expertId ?? ''
const judged = async (caseId: string) =>
  (await readConflicts({ chamberId: chamberId(), caseIds: [caseId], at: house.clock.at }, house.world.db)).judged({
    expertId: await expertId(),
    caseId,
  })
const tied = { verdict: 'blocks', finding: { why: 'tie', relation: 'tutor' } }
const hours = (actor: Actor, caseId: string) =>
  logHours({ actor, idempotencyKey: key(), caseId, hours: { service: 'accoglienza', day: '2026-11-20', minutes: 30 } }, house.world)

test('the tutor of a case sat in its commission and judged', async () => {
  const walk = await welcome(house, { ...people, officer: tutor })
  await walkTo('request-commission', walk)
  expect(await judged(walk.caseId)).toEqual(tied)
  await expect(doAct('appoint', { ...walk, people })).rejects.toMatchObject({ code: 'appoint.tie' })
  const matrix = await readConflictMatrix({ actor: people.chamber, asked: {}, at: house.clock.at }, house.world.db)
  const row = matrix.experts.find(({ name }) => name === 'Tòmmaso Fontanèlla')
  expect(row?.cells.map(({ verdict }) => verdict)).toContain('blocks')
  const asked = { from: '2026-11-30', until: '2026-11-30', times: ['09:00'], places: [{ name: 'Sala A', province: 'BG', capacity: 8 }] }
  const plan = await readPlan({ actor: people.chamber, asked, at: house.clock.at }, house.world.db)
  expect(JSON.stringify(plan.sittings)).not.toContain(await expertId())
})

test('whoever only wrote hours down, also before a hand-over, has followed the case', async () => {
  const walk = await welcome(house, people)
  await hours(tutor, walk.caseId)
  await walkTo('release-validation', walk)
  const lecco = await house.who('officer-cpi-lecco', 'officer')
  const { id: caseId } = await handOver(
    { actor: people.officer, idempotencyKey: key(), caseId: walk.caseId, bodyId: lecco.organisation.id, reason, agreed: true },
    house.beyond,
  )
  await takeOn({ actor: lecco, idempotencyKey: key(), caseId }, house.world)
  const next: Walk = { ...walk, caseId, people: { ...people, officer: lecco } }
  await doAct('request-commission', next)
  expect(await judged(caseId)).toEqual(tied)
})

test('whoever follows the person after the appointment neither declares nor judges, and the sitting does not open', async () => {
  const exam = await appointed(house, people)
  const on = { sittingId: exam.sittingId, caseId: exam.caseId }
  const declare = (actor: Actor) => declareNoConflict({ ...on, actor, idempotencyKey: key() }, house.world)
  for (const actor of [people.president, people.expert]) await declare(actor)
  await hours(tutor, exam.caseId)
  await expect(declare(people.expert)).rejects.toMatchObject({ code: 'sitting.tie' })
  const open = openSitting({ ...on, actor: people.president, idempotencyKey: key() }, house.world)
  await expect(open).rejects.toMatchObject({ code: 'sitting.tie' })
  const begun = await appointed(house, people)
  await opened(house, people, begun)
  await hours(tutor, begun.caseId)
  const judge = judgeCompetence(
    {
      actor: people.expert,
      idempotencyKey: key(),
      sittingId: begun.sittingId,
      caseId: begun.caseId,
      competenceId: begun.competences[0] ?? '',
      outcome: 'certificata',
      reason: 'Evidenze e colloquio concordano.',
    },
    house.world,
  )
  await expect(judge).rejects.toMatchObject({ code: 'sitting.tie' })
})

test('what a commission does in a case makes nobody its tutor', async () => {
  const exam = await appointed(house, people)
  await opened(house, people, exam)
  const { judged: of } = await readConflicts({ chamberId: chamberId(), caseIds: [exam.caseId], at: house.clock.at }, house.world.db)
  for (const { expertId: id } of exam.members) expect(of({ expertId: id, caseId: exam.caseId })).toEqual({ verdict: 'free' })
})

test('a desk learns of its own experts alone, in the cases that it was asked about', async () => {
  const walk = await welcome(house, { ...people, officer: tutor })
  await walkTo('begin-identification', walk)
  const desk = openDeskPool(house.database.pool)
  const seen = (seat: string, caseId: string) =>
    seatedAt(desk, seat, async (client) => {
      const text = `SELECT * FROM attesta_followed_by(ARRAY[$1::uuid], $2, '{welcome,begin-identification}')`
      return (await client.query(text, [caseId, chamberId()])).rows.length
    })
  expect(await seen(chamberId(), walk.caseId)).toBe(0)
  const asked = await welcome(house, { ...people, officer: tutor })
  await walkTo('request-commission', asked)
  expect(await seen(chamberId(), asked.caseId)).toBe(1)
  expect(await seen(people.officer.organisation.id, asked.caseId)).toBe(0)
  await desk.end()
})
