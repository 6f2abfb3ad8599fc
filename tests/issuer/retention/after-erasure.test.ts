import { afterAll, beforeAll, expect, test } from 'vitest'
import { askBody } from '../../../issuer/citizen/ask-body.ts'
import { openDeskPool } from '../../../issuer/db/desk.ts'
import { eraseDue } from '../../../issuer/retention/erase-due.ts'
import { giveAccess } from '../../../issuer/steps/citizen/give-access.ts'
import { logHours } from '../../../issuer/steps/log-hours.ts'
import { attempt } from '../db/desk-seat.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, walkTo, welcome } from '../walk.ts'

const YEAR = 365.25 * 86_400

let house: House
let people: People
let caseId: string
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  const walk = await welcome(house, people)
  await walkTo('release-transparency', walk)
  await doAct('conclude', walk)
  caseId = walk.caseId
  house.clock.advance(5 * YEAR + 86_400)
  await eraseDue(house.world)
})
afterAll(() => house.close())

const erased = { code: 'case.erased' }

test('what was written on a case after its erasure was never erased', async () => {
  const on = { actor: people.officer, idempotencyKey: key(), caseId }
  const hours = { service: 'accoglienza', day: '2026-11-25', minutes: 30, note: 'Una nota riservata' }
  await expect(logHours({ ...on, hours }, house.world)).rejects.toMatchObject(erased)
  await expect(giveAccess({ ...on, idempotencyKey: key(), channel: 'paper' }, house.world)).rejects.toMatchObject(erased)
  await expect(askBody({ caseId, kind: 'accesso', text: 'Vorrei le mie carte.' }, house.world)).rejects.toMatchObject(erased)
})

test('nor does the database take it, at the desk or from the service', async () => {
  const { organisation, accountId } = people.officer
  const desk = openDeskPool(house.database.pool)
  const hours = `INSERT INTO case_hours (organisation_id, case_id, service, day, minutes, note, worked_by, recorded_at)
    VALUES ($1, $2, 'accoglienza', '2026-11-25', 30, 'Una nota riservata', $3, now())`
  expect(await attempt(desk, organisation.id, hours, [organisation.id, caseId, accountId])).toBe('23514')
  await desk.end()
  const asked = house.database.pool.query(
    `INSERT INTO citizen_request (id, organisation_id, case_id, kind, asked, asked_at, due_on)
     VALUES (gen_random_uuid(), $1, $2, 'accesso', 'Vorrei le mie carte.', now(), '2032-01-01')`,
    [organisation.id, caseId],
  )
  await expect(asked).rejects.toMatchObject({ constraint: 'case_erased' })
  for (const change of [`citizen_request SET answer = 'x'`, `case_reception SET note = 'x'`, `commission_request SET note = 'x'`])
    await house.database.pool.query(`UPDATE ${change} WHERE case_id = $1`, [caseId]).then(
      ({ rowCount }) => expect(rowCount, change).toBe(0),
      ({ constraint }: { constraint?: string }) => expect(constraint, change).toBe('case_erased'),
    )
})
