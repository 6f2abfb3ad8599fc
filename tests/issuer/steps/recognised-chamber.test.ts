import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { recognise } from '../../../issuer/steps/recognise.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { withdrawRecognition } from '../../../issuer/steps/withdraw-recognition.ts'
import { appointed, decided, key, opened, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

let house: House
let people: People
let region: Actor
beforeEach(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  region = await house.who('region-1', 'region')
})
afterEach(() => house.close())

const rows = <T extends object>(text: string, values: readonly unknown[]) => house.world.db.rows<T>(text, values)
const act = (at = house.clock.at) => ({ number: `D.D. ${key().slice(0, 8)}`, date: at.toISOString().slice(0, 10) })
const standing = () =>
  rows<{ id: string; scopes: string[] }>(
    `SELECT recognition_id AS id, array_agg(scope) AS scopes FROM recognition_scope s WHERE organisation_id = $1 AND action = 'appoint'
       AND NOT EXISTS (SELECT 1 FROM recognition_withdrawal w WHERE w.recognition_id = s.recognition_id) GROUP BY 1`,
    [people.chamber.organisation.id],
  )

async function withdraw(endsAt: Date): Promise<string[]> {
  const recognised = await standing()
  const organisationId = people.chamber.organisation.id
  for (const { id: recognitionId } of recognised)
    await withdrawRecognition(
      { actor: region, idempotencyKey: key(), organisationId, recognitionId, act: act(endsAt), endsAt, reason: 'Requisiti venuti meno.' },
      house.world,
    )
  return recognised.flatMap(({ scopes }) => scopes)
}

async function renew(provinces: readonly string[]): Promise<void> {
  const grant = { action: 'appoint', provinces } as const
  const input = { actor: region, idempotencyKey: key(), organisationId: people.chamber.organisation.id, grant, act: act() }
  await recognise({ ...input, validFrom: house.clock.at }, house.world)
}

test('no sitting is opened while no recognition of the Chamber stands; renewed, it is', async () => {
  const exam = await appointed(house, people)
  const provinces = await withdraw(new Date(house.clock.at.getTime() - 1_800_000))
  await expect(opened(house, people, exam)).rejects.toMatchObject({ code: 'sitting.not-recognised', facts: { province: 'BG' } })
  expect(await rows('SELECT state FROM sitting WHERE id = $1', [exam.sittingId])).toEqual([{ state: 'convened' }])
  await renew(provinces)
  house.clock.advance(60)
  await opened(house, people, exam)
})

test('a recognition is not withdrawn back to before what was examined and decided under it, also where it renewed another', async () => {
  const exam = await appointed(house, people)
  const [last] = await rows<{ at: Date }>('SELECT max(appointed_at) AS at FROM commission', [])
  const afterAppointment = new Date((last?.at.getTime() ?? 0) + 60_000)
  await opened(house, people, exam)
  house.clock.advance(86_400)
  const refused = { code: 'withdraw.acts-after', facts: { count: 1 } }
  await expect(withdraw(afterAppointment)).rejects.toMatchObject(refused)

  const provinces = await withdraw(house.clock.at)
  await renew(provinces)
  house.clock.advance(60)
  const renewedAt = house.clock.at
  const later = await decided(house, people)
  house.clock.advance(86_400)
  await expect(withdraw(renewedAt)).rejects.toMatchObject({ code: 'withdraw.acts-after', facts: { count: 3 } })
  const [closed] = await rows<{ at: Date }>('SELECT closed_at AS at FROM minutes WHERE sitting_id = $1', [later.sittingId])
  await expect(withdraw(closed?.at ?? renewedAt)).rejects.toMatchObject(refused)
  await withdraw(house.clock.at)
})

test('a decision of a sitting that no recognition covers is not released', async () => {
  const exam = await decided(house, people)
  const [held] = await rows<{ sat_at: Date; closed_at: Date }>('SELECT sat_at, closed_at FROM minutes WHERE sitting_id = $1', [
    exam.sittingId,
  ])
  const input = { actor: people.officer, caseId: exam.caseId }
  const release = () => releaseAttestation({ ...input, idempotencyKey: key() }, house.world)
  // As no act of the console leaves it any more.
  const [recognised] = await standing()
  await rows(
    `INSERT INTO recognition_withdrawal (recognition_id, organisation_id, ended_at, act_number, act_date, created_at, reason, decided_by)
     VALUES ($1, $2, $3, 'D.D. 1', '2026-01-01', now(), 'Una prova.', $4)`,
    [recognised?.id, people.chamber.organisation.id, new Date((held?.sat_at.getTime() ?? 0) - 1000), region.accountId],
  )
  await expect(release()).rejects.toMatchObject({ code: 'sitting.decided-unrecognised', facts: { province: 'BG' } })
})
