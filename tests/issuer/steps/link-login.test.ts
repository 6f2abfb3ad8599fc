import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { openPrisma } from '../../../issuer/db/prisma.ts'
import { readExpert } from '../../../issuer/reads/roster/expert.ts'
import { readRosterChoices } from '../../../issuer/reads/roster/experts.ts'
import { readSittings } from '../../../issuer/reads/sittings.ts'
import { appointCommission } from '../../../issuer/steps/appoint-commission.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { addExpert } from '../../../issuer/steps/roster/keep-expert.ts'
import { linkLogin } from '../../../issuer/steps/roster/link-login.ts'
import { takeOverCase } from '../../../issuer/steps/take-over-case.ts'
import { caseInput, key, membersOf, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
let prisma: ReturnType<typeof openPrisma>
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  prisma = openPrisma(house.database)
})
afterAll(async () => {
  await prisma.$disconnect()
  await house.close()
})

async function account(name: string, role?: string): Promise<string> {
  const [row] = await house.world.db.rows<{ id: string }>('INSERT INTO account (issuer, subject, name) VALUES ($1, $2, $3) RETURNING id', [
    'https://login.example',
    randomUUID(),
    name,
  ])
  const id = row?.id ?? ''
  if (role !== undefined)
    await house.world.db.rows(
      `INSERT INTO membership (account_id, organisation_id, role, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5)`,
      [id, people.chamber.organisation.id, role, new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')],
    )
  return id
}
const shown = (expertId: string) => readExpert({ actor: people.chamber, expertId }, house.world.db)
const choices = async () =>
  (await readRosterChoices({ actor: people.chamber, at: house.clock.at }, house.world.db)).logins.map(({ id }) => id)
const add = async (name: string) =>
  (
    await addExpert(
      {
        actor: people.chamber,
        idempotencyKey: key(),
        entry: { name, sectors: ['Area comune'], sections: [], roles: ['esperto'] },
        taxCode: nextTaxCode(),
        actNumber: 'ELENCO/3',
      },
      house.world,
    )
  ).id
const link = async (expertId: string, accountId: string, actor = people.chamber) =>
  linkLogin({ actor, idempotencyKey: key(), expertId, version: (await shown(expertId)).version, accountId }, house.world)

test('an expert is linked to a member’s login, once, and then finds their sittings', async () => {
  const expertId = await add('Orsola Ventùri')
  const member = await account('Orsola Ventùri', 'member')
  const officer = await account('Altra Persona', 'chamber')
  const nobody = await account('Nessun Ruolo')
  const mine = async () => {
    const actor: Actor = { ...people.expert, accountId: member, name: 'Orsola Ventùri' }
    return (await readSittings({ actor, prisma, db: house.world.db })).items.map(({ id }) => id)
  }
  const { id: caseId } = await takeOverCase(caseInput(people.officer), house.world)
  const chamberId = people.chamber.organisation.id
  const request = await requestCommission({ actor: people.officer, idempotencyKey: key(), caseId, chamberId }, house.world)
  const [president] = await membersOf(house, people)
  const { sittingId } = await appointCommission(
    {
      actor: people.chamber,
      idempotencyKey: key(),
      requestIds: [request.id],
      members: [...(president ? [president] : []), { expertId, role: 'esperto' }],
      actNumber: 'ATTO/LOGIN',
      sittingPlannedAt: new Date(house.clock.at.getTime() + 86_400_000),
      place: 'Bergamo',
    },
    house.world,
  )
  expect(await mine()).toEqual([])

  expect(await choices()).toEqual([member])
  for (const other of [officer, nobody]) await expect(link(expertId, other)).rejects.toMatchObject({ code: 'expert.no-member' })
  await expect(link(expertId, people.expert.accountId)).rejects.toMatchObject({ code: 'expert.linked' })
  await expect(link(expertId, member, people.officer)).rejects.toMatchObject({ code: 'roster.not-allowed' })
  const como = await house.who('chamber-como-lecco', 'chamber')
  await expect(link(expertId, member, como)).rejects.toMatchObject({ code: 'expert.unknown' })
  await link(expertId, member)
  expect(await mine()).toEqual([sittingId])
  expect(await shown(expertId)).toMatchObject({ login: { name: 'Orsola Ventùri' } })
  expect(await choices()).toEqual([])
  await expect(link(expertId, await account('Un’altra', 'member'))).rejects.toMatchObject({ code: 'expert.linked' })
  await expect(link(await add('Ida Ròncoli'), member)).rejects.toMatchObject({ code: 'expert.linked' })

  // A membership that is over is none.
  const late = await add('Zita Farìna')
  const ended = await account('Zita Farìna', 'member')
  house.clock.at = new Date('2027-02-01T09:00:00Z')
  await expect(link(late, ended)).rejects.toMatchObject({ code: 'expert.no-member' })
})
