import { afterAll, beforeAll, expect, test } from 'vitest'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { addAbsence, dropAbsence } from '../../../issuer/steps/roster/keep-absence.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, key, membersOf, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
afterAll(() => house.close())

async function requested(changes: Parameters<typeof caseInput>[1] = {}): Promise<string> {
  const { id: caseId } = await takeOverCase(caseInput(people.officer, changes), house.world)
  const chamberId = people.chamber.organisation.id
  return (await requestCommission({ actor: people.officer, idempotencyKey: key(), caseId, chamberId }, house.world)).id
}

type Members = Awaited<ReturnType<typeof membersOf>>
const appoint = async (at: Date, place: string, { request, members }: { request?: string; members?: Members } = {}) =>
  appointCommission(
    {
      actor: people.chamber,
      idempotencyKey: key(),
      requestIds: [request ?? (await requested())],
      members: members ?? (await membersOf(house, people)),
      actNumber: `ATTO/${key()}`,
      sittingPlannedAt: at,
      place,
      reasons: (members ?? []).map(({ expertId }) => ({ expertId, reason: 'Nessun altro del settore è libero quel giorno.' })),
    },
    house.world,
  )

/** A second commission of the roster: nobody of the first, and whoever of the two may preside. */
async function others(): Promise<Members> {
  const first = (await membersOf(house, people)).map(({ expertId }) => expertId)
  const roster = await house.world.db.rows<{ id: string }>(
    `UPDATE expert SET roles = '{esperto,presidente}' WHERE organisation_id = $1 AND id <> ALL ($2) AND retired_on IS NULL
       AND 'Area comune' = ANY (sectors) RETURNING id`,
    [people.chamber.organisation.id, first],
  )
  return [
    { expertId: roster[0]?.id ?? '', role: 'presidente' },
    { expertId: roster[1]?.id ?? '', role: 'esperto' },
  ]
}

test('nobody sits in two sittings that overlap, nor in two places without the time to come over', async () => {
  const begin = new Date('2026-12-03T09:00:00Z')
  const after = (hours: number, place: string) => appoint(new Date(begin.getTime() + hours * 3_600_000), place)
  await after(0, 'Bergamo')
  await after(1, 'Bergamo')
  for (const hours of [0, 0.4, 1.4])
    await expect(after(hours, 'Bergamo'), String(hours)).rejects.toMatchObject({ code: 'appoint.expert-busy' })
  for (const hours of [0, 2.4, -1.4])
    await expect(after(hours, 'Treviglio'), String(hours)).rejects.toMatchObject({ code: 'appoint.expert-busy' })
  await after(2.5, 'Treviglio')
  await after(-1.5, 'Clusone')
})

test('of two appointments made at once with the same members for the same hour, one is made', async () => {
  for (const day of ['07', '08', '09']) {
    const at = new Date(`2026-12-${day}T09:00:00Z`)
    const [one, two] = [await requested(), await requested()]
    const came = await Promise.allSettled([appoint(at, 'Bergamo', { request: one }), appoint(at, 'Bergamo', { request: two })])
    expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(came.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'appoint.expert-busy' } })
  }
})

test('one person is called to one sitting at an hour, whichever of their cases is heard, one after the other and at once', async () => {
  const person = { givenName: 'Nèva', familyName: "D'Adùlio", birthDate: '1990-04-05', taxCode: nextTaxCode() }
  const second = await others()
  const at = new Date('2026-12-15T09:00:00Z')
  await appoint(at, 'Bergamo', { request: await requested({ person }) })
  const request = await requested({ person })
  await expect(appoint(at, 'Treviglio', { request, members: second })).rejects.toMatchObject({ code: 'appoint.candidate-busy' })
  // Somebody else may be heard there at that hour, and they on another day.
  await appoint(at, 'Treviglio', { members: second })
  await appoint(new Date('2026-12-16T09:00:00Z'), 'Treviglio', { request, members: second })

  const [one, two] = [await requested({ person }), await requested({ person })]
  const later = new Date('2026-12-21T09:00:00Z')
  const came = await Promise.allSettled([
    appoint(later, 'Bergamo', { request: one }),
    appoint(later, 'Lovere', { request: two, members: second }),
  ])
  expect(came.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(came.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'appoint.candidate-busy' } })
})

test('nobody is appointed for a day on which they said they are away, until they can come after all', async () => {
  const members = await membersOf(house, people)
  const expertId = members[0]?.expertId ?? ''
  const version = async () =>
    (await house.world.db.rows<{ version: number }>('SELECT version FROM expert WHERE id = $1', [expertId]))[0]?.version ?? 0
  const input = async () => ({ actor: people.chamber, idempotencyKey: key(), expertId, version: await version() })
  await addAbsence({ ...(await input()), from: '2026-12-28', until: '2026-12-29' }, house.world)
  // 00:30 of the 28th, in Rome.
  for (const at of ['2026-12-27T23:30:00Z', '2026-12-29T09:00:00Z'])
    await expect(appoint(new Date(at), 'Bergamo')).rejects.toMatchObject({
      code: 'appoint.expert-absent',
      facts: { from: '2026-12-28', until: '2026-12-29' },
    })
  await appoint(new Date('2026-12-30T09:00:00Z'), 'Bergamo')
  const [absence] = await house.world.db.rows<{ id: string }>('SELECT id FROM expert_absence WHERE expert_id = $1', [expertId])
  await dropAbsence({ ...(await input()), absenceId: absence?.id ?? '' }, house.world)
  await appoint(new Date('2026-12-29T09:00:00Z'), 'Bergamo')
})
