import { afterAll, beforeAll, expect, test } from 'vitest'
import { askBody } from '../../../issuer/citizen/ask-body.ts'
import { openDeskPool } from '../../../issuer/db/desk.ts'
import { readSplit } from '../../../issuer/reads/dashboard/splits.ts'
import { eraseDue } from '../../../issuer/retention/erase-due.ts'
import { giveAccess } from '../../../issuer/steps/citizen/give-access.ts'
import { logHours } from '../../../issuer/steps/log-hours.ts'
import { attempt } from '../db/desk-seat.ts'
import { key, nextTaxCode, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, walkTo, welcome } from '../walk.ts'

const YEAR = 365.25 * 86_400

let house: House
let people: People
let caseId: string
let gaveUp: string
let before: unknown
const byContext = async () => {
  const region = await house.who('region-1', 'region')
  return readSplit('context', { regionId: region.organisation.id, from: '2026-01-01', until: '2026-12-31' }, house.world.db)
}
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  const walk = await welcome(house, people, { context: 'volontariato' })
  await walkTo('release-transparency', walk)
  await doAct('conclude', walk)
  caseId = walk.caseId
  const other = await welcome(house, people, {
    context: 'volontariato',
    person: { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode(), sex: 'F', citizenship: 'SY' },
  })
  await doAct('give-up', other)
  gaveUp = other.caseId
  before = await byContext()
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

test('the figures of past years changed with the erasure', async () => {
  expect(before).toMatchObject([{ value: 'lavoro', started: 1 }])
  expect(await byContext()).toEqual(before)
})

test('who gave up before any act stayed for ever by name and code; who holds an act stays', async () => {
  const personOf = async (id: string) =>
    (
      await house.world.db.rows<{ given_name: string; sex: string | null; citizenship: string | null; born: string }>(
        'SELECT p.given_name, p.sex, p.citizenship, p.birth_date::text AS born FROM person p JOIN ivc_case k ON k.person_id = p.id WHERE k.id = $1',
        [id],
      )
    )[0]
  expect(await personOf(gaveUp)).toEqual({ given_name: 'cancellato', sex: null, citizenship: null, born: '1900-01-01' })
  expect((await personOf(caseId))?.given_name).toBe('Ìsora')
})
