import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkCharacter } from '../../../credential/tax-code.ts'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { sweep } from '../../../issuer/db/sweep.ts'
import { registerTasks } from '../../../issuer/reads/volunteers/register-tasks.ts'
import { readStatementFile } from '../../../issuer/reads/volunteers/statement-file.ts'
import { readVolunteerPage } from '../../../issuer/reads/volunteers/volunteer.ts'
import { readVolunteers } from '../../../issuer/reads/volunteers/volunteers.ts'
import { changeTaxCode } from '../../../issuer/steps/change-tax-code.ts'
import { addVolunteer } from '../../../issuer/steps/volunteers/add-volunteer.ts'
import { attestHours } from '../../../issuer/steps/volunteers/attest-hours.ts'
import { openVolunteerCase } from '../../../issuer/steps/volunteers/open-volunteer-case.ts'
import { takeBackHours } from '../../../issuer/steps/volunteers/take-back-hours.ts'
import { writeHours } from '../../../issuer/steps/volunteers/write-hours.ts'
import { key, nextTaxCode } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { person, reception } from './third-sector.ts'

const coded = (first: string) => first + checkCharacter(first)

let house: House
let actor: Actor
beforeAll(async () => {
  house = await openHouse()
  actor = await house.who('officer-ets', 'officer')
})
afterAll(() => house.close())

const see = (volunteerId: string) => readVolunteerPage({ actor, volunteerId, page: 1, at: house.clock.at }, house.world.db)
const list = async () =>
  (await readVolunteers({ actor, asked: { words: 'venturelli gemina' }, at: house.clock.at }, house.world.db)).items.map(
    ({ id, reached, recent }) => ({ id, reached: reached?.minutes, recent: recent.minutes }),
  )
const write = (volunteerId: string, from: string, hours: string, activity = 'Doposcuola') =>
  writeHours({ actor, idempotencyKey: key(), volunteerId, entry: { from, hours, activity } }, house.world)
const open = (volunteerId: string) =>
  openVolunteerCase({ actor, idempotencyKey: key(), volunteerId, reception, province: 'BG', demo: true }, house.world)

describe('a person who is in the register under two codes, once they are recognised as one', () => {
  const who = (taxCode: string) => person({ givenName: 'Gemina', birthDate: '1999-04-03', taxCode })
  const add = (taxCode: string) =>
    addVolunteer({ actor, idempotencyKey: key(), person: who(taxCode), cardSeen: true, demo: true }, house.world)
  let nth = 0
  let old: string
  let own: string
  let caseId: string
  const definitive = () => coded(`VNTGMN99D43A${String(700 + nth).padStart(3, '0')}`)

  beforeEach(async () => {
    await house.world.db.rows('UPDATE person SET given_name = $1 WHERE given_name = $2', ['Altra', 'Gemina'])
    nth += 1
    old = (await add(nextTaxCode())).id
    await write(old, '2026-10-01', '23')
    await write(old, '2026-10-02', '23')
    await write(old, '2026-10-03', '20')
    ;({ id: caseId } = await open(old))
    own = (await add(definitive())).id
    await write(own, '2026-10-04', '5', 'Mensa')
    expect(await list()).toHaveLength(2)
  })
  const recognise = () => changeTaxCode({ actor, idempotencyKey: key(), caseId, taxCode: definitive(), cardSeen: true }, house.world)

  test('is one line, with the hours of both, by the record that had the definitive code', async () => {
    await recognise()
    expect(await list()).toEqual([{ id: own, reached: 71 * 60, recent: 71 * 60 }])
    await sweep({ db: house.world.db, now: () => house.clock.at })
    expect(await list()).toEqual([{ id: own, reached: 71 * 60, recent: 71 * 60 }])
    for (const asked of [own, old]) {
      expect(await see(asked)).toMatchObject({ id: own, reached: { minutes: 71 * 60 }, hours: { total: 4 }, cases: [{ id: caseId }] })
    }
    expect(
      (await registerTasks({ actor, db: house.world.db, now: house.clock.at })).filter(({ person: name }) => name.startsWith('Gemina')),
    ).toEqual([])
    await expect(add(definitive())).rejects.toMatchObject({ code: 'volunteer.already' })
  })

  test('has one day of 24 hours, whichever of the two it is written on, also past the step', async () => {
    await recognise()
    for (const on of [own, old]) {
      await expect(write(on, '2026-10-01', '1:01', 'Altro')).rejects.toMatchObject({ code: 'volunteer.day-full' })
      await expect(
        house.world.db.rows(
          `INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, recorded_at, recorded_by)
           VALUES ($1, $2, '2026-10-01', '2026-10-01', 61, 'Altro', $3, $4)`,
          [actor.organisation.id, on, house.clock.at, actor.accountId],
        ),
      ).rejects.toMatchObject({ cause: { constraint: 'volunteer_hours_fit' } })
    }
    await write(old, '2026-10-01', '1', 'Altro')
    await expect(write(own, '2026-10-04', '5', 'mensa')).rejects.toMatchObject({ code: 'volunteer.twice' })
    expect(await list()).toEqual([{ id: own, reached: 72 * 60, recent: 72 * 60 }])
    const entry = (await see(own)).hours.items.find(({ from }) => from === '2026-10-03')
    await takeBackHours({ actor, idempotencyKey: key(), volunteerId: own, entryId: entry?.id ?? '' }, house.world)
    expect(await list()).toEqual([{ id: own, reached: undefined, recent: 52 * 60 }])
  })

  test('has one open case, and is told so by either record', async () => {
    await recognise()
    for (const on of [own, old]) await expect(open(on)).rejects.toMatchObject({ code: 'volunteer.case-open' })
  })

  test('is no longer as somebody saw them before', async () => {
    await recognise()
    const { version } = await see(own)
    await write(old, '2026-10-05', '1')
    const input = { actor, idempotencyKey: key(), volunteerId: own, askedOn: '2026-11-20', seen: version }
    await expect(attestHours(input, house.world)).rejects.toMatchObject({ code: 'page.stale', facts: { what: 'volunteer.hours' } })
    const { id: statementId } = await attestHours({ ...input, idempotencyKey: key(), seen: undefined, volunteerId: old }, house.world)
    for (const volunteerId of [own, old]) await readStatementFile({ actor, volunteerId, statementId }, house.world.db)
    const [row] = await house.world.db.rows<{ content: object }>('SELECT content FROM volunteer_statement WHERE id = $1', [statementId])
    expect(JSON.stringify(row?.content)).toContain('72 ore')
  })

  test('states no hours while both records have the same day, until the line written twice is taken back', async () => {
    const twice = await write(own, '2026-10-01', '23')
    await recognise()
    const ask = () => attestHours({ actor, idempotencyKey: key(), volunteerId: own, askedOn: '2026-11-20' }, house.world)
    await expect(ask()).rejects.toMatchObject({ code: 'volunteer.together-full', facts: { days: '01/10/2026' } })
    await expect(open(own)).rejects.toMatchObject({ code: 'volunteer.together-full' })
    await takeBackHours({ actor, idempotencyKey: key(), volunteerId: old, entryId: twice.id }, house.world)
    expect((await see(own)).reached?.minutes).toBe(71 * 60)
    await ask()
  })
})
