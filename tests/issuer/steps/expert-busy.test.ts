import { afterAll, beforeAll, expect, test } from 'vitest'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, key, membersOf, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

test('nobody sits in two sittings that overlap, nor in two places without the time to come over', async () => {
  const begin = new Date('2026-12-03T09:00:00Z')
  const appoint = async (hoursLater: number, place: string) => {
    const { id: caseId } = await takeOverCase(caseInput(people.officer), house.world)
    const chamberId = people.chamber.organisation.id
    const request = await requestCommission({ actor: people.officer, idempotencyKey: key(), caseId, chamberId }, house.world)
    return appointCommission(
      {
        actor: people.chamber,
        idempotencyKey: key(),
        requestIds: [request.id],
        members: await membersOf(house, people),
        actNumber: `ATTO/${key()}`,
        sittingPlannedAt: new Date(begin.getTime() + hoursLater * 3_600_000),
        place,
      },
      house.world,
    )
  }
  await appoint(0, 'Bergamo')
  await appoint(1, 'Bergamo')
  for (const hours of [0, 0.4, 1.4])
    await expect(appoint(hours, 'Bergamo'), String(hours)).rejects.toMatchObject({ code: 'appoint.expert-busy' })
  for (const hours of [0, 2.4, -1.4])
    await expect(appoint(hours, 'Treviglio'), String(hours)).rejects.toMatchObject({ code: 'appoint.expert-busy' })
  await appoint(2.5, 'Treviglio')
  await appoint(-1.5, 'Clusone')
})
