import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPlan } from '../../../issuer/reads/plan/plan.ts'
import { planTasks } from '../../../issuer/reads/plan-tasks.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, key, type People, peopleOf, transversal } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

const asked = {
  from: '2026-11-30',
  until: '2026-12-11',
  times: ['09:00', '14:00'],
  places: [{ name: 'Camera, sala A', province: 'BG', capacity: 8 }],
}

test('promises as many sittings as the planner then proposes, for whole profiles and for single competences', async () => {
  for (const changes of [{}, transversal, {}, { ...transversal, title: { it: 'Qualità (dato dimostrativo)' } }]) {
    const { id: caseId } = await takeOverCase(caseInput(people.officer, changes), house.world)
    await requestCommission(
      { actor: people.officer, idempotencyKey: key(), caseId, chamberId: people.chamber.organisation.id },
      house.world,
    )
  }
  const plan = await readPlan({ actor: people.chamber, asked, at: house.clock.at }, house.world.db)
  expect(plan.unplaced).toEqual([])
  const [task] = await planTasks({ actor: people.chamber, db: house.world.db })
  expect(task?.saves).toEqual({ people: 4, sittings: plan.sittings.length, spared: plan.saved })
})
