import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPrisma, type Prisma } from '../../../issuer/db/prisma.ts'
import { readCase } from '../../../issuer/reads/case.ts'
import { readCases } from '../../../issuer/reads/cases.ts'
import { readRegister } from '../../../issuer/reads/register.ts'
import { readToday } from '../../../issuer/reads/today.ts'
import { releaseValidation } from '../../../issuer/steps/end-validation.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { validateCompetence } from '../../../issuer/steps/validate-competence.ts'
import { decided, key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { competencesOf, doAct, reason, walkTo, welcome } from '../walk.ts'

const PART = 'Competenze del profilo Diversity Manager'

describe('a profile of which only a part is certified is nowhere called by its name', () => {
  let house: House
  let people: People
  let prisma: Prisma
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    prisma = openPrisma({ pool: house.database.pool })
  })
  afterAll(async () => {
    await prisma.$disconnect()
    await house.close()
  })

  const titlesOf = async (caseId: string) => {
    const world = { actor: people.officer, prisma, db: house.world.db, now: house.clock.at }
    const page = await readCase({ ...world, caseId, language: 'it' })
    const { items } = await readCases(world)
    const tasks = await readToday(world)
    return {
      page: page.titleByLanguage?.it,
      list: items.find(({ id }) => id === caseId)?.titleByLanguage?.it,
      task: tasks.find(({ id }) => id === caseId)?.subject?.titleByLanguage.it,
    }
  }
  const registered = async () => (await readRegister({ actor: people.officer, db: house.world.db })).items[0]?.titleByLanguage.it

  test('where the commission refused one of two, before the release already', async () => {
    const { caseId } = await decided(house, people, { outcomes: ['certificata', 'non certificata'] })
    expect(await titlesOf(caseId)).toEqual({ page: PART, list: PART, task: PART })
    await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId }, house.world)
    expect(await registered()).toBe(PART)
  })

  test('where one of two was not validated, although the commission certified all that came before it', async () => {
    const walk = await welcome(house, people)
    const { caseId } = walk
    await walkTo('plan-assessment', walk)
    house.clock.advance(3600)
    const found = await competencesOf({ caseId, world: house.world })
    expect(found).toHaveLength(2)
    const on = () => ({ actor: people.officer, idempotencyKey: key(), caseId })
    for (const [index, competenceId] of found.entries())
      await validateCompetence({ ...on(), competenceId, validated: index === 0, reason: reason.text }, house.world)
    await releaseValidation(on(), house.world)
    expect(await registered()).toBe(PART)
    for (const act of ['request-commission', 'appoint', 'open-sitting', 'sign-minutes', 'register'] as const) await doAct(act, walk)
    expect(await titlesOf(caseId)).toEqual({ page: PART, list: PART, task: PART })
    await doAct('release', walk)
    expect(await registered()).toBe(PART)
  })

  test('where all of it was certified it is', async () => {
    const { caseId } = await decided(house, people)
    const whole = 'Diversity Manager'
    expect(await titlesOf(caseId)).toEqual({ page: whole, list: whole, task: whole })
  })
})
