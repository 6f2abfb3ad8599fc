import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../../credential/attestation/attestation.ts'
import { openPrisma, type Prisma } from '../../../../issuer/db/prisma.ts'
import { readAttestation } from '../../../../issuer/reads/attestation.ts'
import { askCorrection } from '../../../../issuer/steps/correct/ask-correction.ts'
import { correctAct } from '../../../../issuer/steps/correct/correct-act.ts'
import { correctableOf } from '../../../../issuer/steps/correct/corrected.ts'
import { releaseCorrection } from '../../../../issuer/steps/correct/release-correction.ts'
import { sealCorrection } from '../../../../issuer/steps/correct/seal-correction.ts'
import { key, nextRegisterNumber, type People, peopleOf } from '../../exam.ts'
import { type House, openHouse } from '../../house.ts'
import { type Walk, walkTo, welcome } from '../../walk.ts'

interface Act {
  readonly id: string
  readonly number: string
  readonly record: Attestation
}

describe('a name that only the card says to be of this code', () => {
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

  const person = { givenName: 'Mario', familyName: 'Rossi', birthDate: '1985-12-10', taxCode: 'RSSMRA85T10A562S' }
  const actOf = async ({ caseId }: Walk, kind: string): Promise<Act> => {
    const [act] = await house.world.db.rows<Act>('SELECT id, number, record FROM attestation WHERE case_id = $1 AND kind = $2', [
      caseId,
      kind,
    ])
    if (act === undefined) throw new Error('nothing was released')
    return act
  }
  const asked = (act: Act, cardSeen: boolean) => ({
    actor: people.officer,
    idempotencyKey: key(),
    attestationId: act.id,
    confirmNumber: act.number,
    reasonClass: 'errore-materiale',
    reason: 'Sul tesserino il cognome è un altro.',
    cardSeen,
  })
  const told = (subject: string, action: string) =>
    house.world.db.rows<{ facts: { cardSeen?: boolean } }>('SELECT facts FROM audit WHERE subject = $1 AND action = $2', [subject, action])
  const historyOf = async (attestationId: string) => {
    const input = { attestationId, actor: people.officer, prisma, db: house.world.db, now: house.clock.at }
    return (await readAttestation(input)).history.map((entry) => 'cardSeen' in entry && entry.cardSeen)
  }

  test('is told in the trail of a rettifica by the body, and in the history of the act', async () => {
    const walk = await welcome(house, people, { person })
    await walkTo('release-transparency', walk)
    const act = await actOf(walk, 'trasparenza')
    const corrected = { ...correctableOf(act.record), person: { ...act.record.outcome.person, familyName: 'Rosi' } }
    await expect(correctAct({ ...asked(act, false), corrected }, house.world)).rejects.toMatchObject({ code: 'person.tax-code-name' })
    await correctAct({ ...asked(act, true), corrected }, house.world)
    expect((await told(act.id, 'attestation.sostituito')).map(({ facts }) => facts.cardSeen)).toEqual([true])
    expect((await historyOf(act.id)).at(-1)).toBe(true)
  })

  test('is told where a certificate is asked about, and in its history once it is replaced', async () => {
    const walk = await welcome(house, people, { person: { ...person, familyName: 'Rosi' }, cardSeen: true })
    await walkTo('release', walk)
    house.clock.advance(86_400)
    const act = await actOf(walk, 'certificato')
    const corrected = { person: { ...act.record.outcome.person, givenName: 'Mariano' }, title: act.record.title }
    const { id: correctionId } = await askCorrection({ ...asked(act, true), corrected }, house.world)
    expect((await told(walk.caseId, 'correction.asked')).map(({ facts }) => facts)).toEqual([{ correctionId, cardSeen: true }])
    house.clock.advance(3600)
    const date = house.clock.at.toISOString().slice(0, 10)
    const seal = { actor: people.chamber, idempotencyKey: key(), correctionId, confirmNumber: act.number, act: { number: 'DD/1', date } }
    await sealCorrection(seal, house.world)
    house.clock.advance(3600)
    await releaseCorrection(
      { actor: people.officer, idempotencyKey: key(), attestationId: act.id, confirmNumber: act.number, number: nextRegisterNumber() },
      house.world,
    )
    expect((await historyOf(act.id)).at(-1)).toBe(true)
  })

  test('is told of nobody whose code is that of the name, whatever was marked', async () => {
    const walk = await welcome(house, people)
    await walkTo('release-transparency', walk)
    const act = await actOf(walk, 'trasparenza')
    const corrected = { ...correctableOf(act.record), person: { ...act.record.outcome.person, familyName: 'Bragadin' } }
    await correctAct({ ...asked(act, true), corrected }, house.world)
    expect((await told(act.id, 'attestation.sostituito')).map(({ facts }) => facts.cardSeen)).toEqual([undefined])
    expect((await historyOf(act.id)).at(-1)).toBe(false)
  })
})
