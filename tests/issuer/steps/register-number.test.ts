import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { openPrisma } from '../../../issuer/db/prisma.ts'
import { openReads, type Reads } from '../../../issuer/reads/reads.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { giveNumber } from '../../../issuer/steps/give-number.ts'
import { registerCase } from '../../../issuer/steps/register-case.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { appointed, decided, type Exam, judged, key, nextRegisterNumber, opened, type People, peopleOf, signed } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
let prisma: ReturnType<typeof openPrisma>
let reads: Reads
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  prisma = openPrisma(house.database)
  reads = openReads({ prisma, db: house.world.db, now: () => house.clock.at, wrapping: house.world.wrapping })
})
afterAll(async () => {
  await prisma.$disconnect()
  await house.close()
})

async function closed(): Promise<Exam> {
  const exam = await appointed(house, people)
  await opened(house, people, exam)
  await judged(house, people, exam)
  await signed(house, people, exam)
  await closeMinutes({ actor: people.president, idempotencyKey: key(), sittingId: exam.sittingId }, house.world)
  house.clock.advance(3600)
  return exam
}

describe('where the number comes from outside (Lombardia, a working default)', () => {
  const on = ({ caseId }: Exam) => ({ actor: people.officer, idempotencyKey: key(), caseId })
  const verbFor = async ({ caseId }: Exam) => (await reads.today(people.officer)).find(({ id }) => id === caseId)?.verb

  test('the case waits for it, and the attestato has the number that came', async () => {
    const exam = await closed()
    const release = () => releaseAttestation(on(exam), house.world)
    const see = () => reads.case({ caseId: exam.caseId, actor: people.officer, language: 'it' })
    const number = nextRegisterNumber()
    const give = (typed = number) => giveNumber({ ...on(exam), number: typed }, house.world)
    expect(await verbFor(exam)).toBe('register')
    await expect(release()).rejects.toMatchObject({ code: 'release.unregistered' })
    await expect(give()).rejects.toMatchObject({ code: 'case.out-of-order' })

    await registerCase(on(exam), house.world)
    expect(await verbFor(exam)).toBe('give-number')
    expect(await see()).toMatchObject({ state: 'da_registrare', register: { askedAt: house.clock.at.toISOString() } })
    expect((await see()).allowed).not.toContain('release')
    await expect(release()).rejects.toMatchObject({ code: 'release.number-awaited' })
    await expect(give('sì!')).rejects.toMatchObject({ code: 'register.number-format' })

    await give('LOM-2026-SBAGLIATO')
    await give(` ${number} `)
    expect(await verbFor(exam)).toBe('release')
    expect((await see()).allowed).toContain('release')
    const released = await release()
    expect(released.number).toBe(number)
    const [row] = await house.world.db.rows<{ record: Attestation }>('SELECT record FROM attestation WHERE id = $1', [released.id])
    expect(row?.record.number).toBe(number)
    await expect(give('LOM-2026-DOPO')).rejects.toMatchObject({ code: 'case.out-of-order' })
    await expect(
      house.database.pool.query("UPDATE register_number SET number = 'LOM-2026-DOPO' WHERE case_id = $1", [exam.caseId]),
    ).rejects.toMatchObject({ constraint: 'register_number_waits' })
  })

  test('no two cases have the same, whoever writes it and however fast', async () => {
    const first = await decided(house, people)
    const { number } = await releaseAttestation(on(first), house.world)
    const [second, third] = [await closed(), await closed()]
    for (const exam of [second, third]) await registerCase(on(exam), house.world)
    await expect(giveNumber({ ...on(second), number }, house.world)).rejects.toMatchObject({ code: 'register.number-taken' })
    const same = nextRegisterNumber()
    const race = await Promise.allSettled([second, third].map((exam) => giveNumber({ ...on(exam), number: same }, house.world)))
    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(race.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'register.number-taken' } })
  })

  test('only whoever releases for the body of the case writes it', async () => {
    const exam = await closed()
    await registerCase(on(exam), house.world)
    const number = nextRegisterNumber()
    const elsewhere = await house.who('officer-cpi-lecco', 'officer')
    await expect(giveNumber({ ...on(exam), actor: elsewhere, number }, house.world)).rejects.toMatchObject({ code: 'case.unknown' })
    const without = { ...people.officer, tasks: ['reception'] as const }
    await expect(giveNumber({ ...on(exam), actor: without, number }, house.world)).rejects.toMatchObject({ code: 'case.no-task' })
  })
})
