import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { readVolunteers } from '../../../issuer/reads/volunteers/volunteers.ts'
import { dueImportLines, dueVolunteers, eraseVolunteers } from '../../../issuer/retention/erase-volunteers.ts'
import { attestHours } from '../../../issuer/steps/volunteers/attest-hours.ts'
import { loadImport } from '../../../issuer/steps/volunteers/load-import.ts'
import { openVolunteerCase } from '../../../issuer/steps/volunteers/open-volunteer-case.ts'
import { writeHours } from '../../../issuer/steps/volunteers/write-hours.ts'
import { key } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { reception, volunteerWith } from '../volunteers/third-sector.ts'

const DAY = 86_400
let house: House
let actor: Actor
beforeAll(async () => {
  house = await openHouse()
  actor = await house.who('officer-ets', 'officer')
})
afterAll(() => house.close())

const erase = () => eraseVolunteers({ db: house.world.db, at: house.clock.at })

test('who has done nothing for the years of the rules leaves the register; who has a case keeps their name there', async () => {
  const hours = [['2026-11-01', '60', '2026-11-20']] as const
  const gone = await volunteerWith(house, actor, hours)
  await attestHours({ actor, idempotencyKey: key(), volunteerId: gone, askedOn: '2026-11-20' }, house.world)
  const withCase = await volunteerWith(house, actor, hours)
  const { id: caseId } = await openVolunteerCase(
    { actor, idempotencyKey: key(), volunteerId: withCase, reception, province: 'BG', demo: true },
    house.world,
  )
  const bytes = new TextEncoder().encode('codice_fiscale;cognome;nome;data_nascita\n99000000036;Riservàta;Persona;1/2/1990')
  const { id: importId } = await loadImport({ actor, idempotencyKey: key(), bytes }, house.world)
  const cells = () => house.world.db.rows('SELECT 1 FROM volunteer_import_line WHERE import_id = $1 AND cells IS NOT NULL', [importId])

  house.clock.advance(29 * DAY)
  expect(await erase()).toBe(0)
  expect(await cells()).toHaveLength(1)
  expect(await dueImportLines(house.clock.at, house.world.db)).toBe(0)
  house.clock.advance(2 * DAY)
  expect(await dueImportLines(house.clock.at, house.world.db)).toBe(1)
  await erase()
  expect(await dueImportLines(house.clock.at, house.world.db)).toBe(0)
  expect(await cells()).toEqual([])

  // Five years after the day on which they entered the register, 23 November 2026, and not a day before.
  house.clock.at = new Date('2031-11-22T09:00:00Z')
  const stays = await volunteerWith(house, actor)
  expect(await erase()).toBe(0)
  house.clock.at = new Date('2031-11-23T09:00:00Z')
  const due = await dueVolunteers({ at: house.clock.at, most: 10 }, house.world.db)
  expect(due.map(({ volunteerId, due: day }) => [volunteerId, day]).sort()).toEqual([gone, withCase].sort().map((id) => [id, '2031-11-23']))
  expect(await erase()).toBe(2)
  const left = await readVolunteers({ actor, asked: {}, at: house.clock.at }, house.world.db)
  expect(left.items.map(({ id }) => id)).toEqual([stays])
  const [row] = await house.world.db.rows(
    `SELECT (SELECT count(*)::int FROM volunteer_hours) AS hours, (SELECT count(*)::int FROM volunteer_statement) AS statements,
       (SELECT count(*)::int FROM person WHERE organisation_id = $1) AS people,
       (SELECT count(*)::int FROM ivc_case k JOIN person p ON p.id = k.person_id WHERE k.id = $2) AS cases`,
    [actor.organisation.id, caseId],
  )
  expect(row).toEqual({ hours: 0, statements: 0, people: 2, cases: 1 })
  expect(await erase()).toBe(0)
})

test('who has two records that are one stays with both, from the last hours on either', async () => {
  const entry = (from: string) => ({ from, hours: '2', activity: 'Mensa' })
  const old = await volunteerWith(house, actor, [['2026-11-10', '2']])
  house.clock.at = new Date('2030-01-10T09:00:00Z')
  const own = await volunteerWith(house, actor, [['2030-01-09', '2']])
  const people = async () =>
    house.world.db.rows<{ id: string; person_id: string }>('SELECT id, person_id FROM volunteer WHERE id = ANY ($1) ORDER BY id = $2', [
      [old, own],
      own,
    ])
  const [first, second] = await people()
  // As change-tax-code.ts does, once the code of one is found to be that of the other.
  await house.world.db.rows('UPDATE person SET same_as = $2 WHERE id = $1', [first?.person_id, second?.person_id])
  house.clock.at = new Date('2032-06-01T09:00:00Z')
  expect((await dueVolunteers({ at: house.clock.at, most: 10 }, house.world.db)).map(({ volunteerId }) => volunteerId)).not.toContain(old)
  await writeHours({ actor, idempotencyKey: key(), volunteerId: own, entry: entry('2032-05-30') }, house.world)
  house.clock.at = new Date('2037-05-29T09:00:00Z')
  await erase()
  expect(await people()).toHaveLength(2)
  house.clock.at = new Date('2037-05-30T09:00:00Z')
  const due = await dueVolunteers({ at: house.clock.at, most: 10 }, house.world.db)
  expect(due.map(({ volunteerId, due: day }) => [volunteerId, day]).sort()).toEqual([old, own].sort().map((id) => [id, '2037-05-30']))
  await erase()
  expect(await people()).toEqual([])
})
