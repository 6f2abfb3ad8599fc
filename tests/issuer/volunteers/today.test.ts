import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { registerTasks } from '../../../issuer/reads/volunteers/register-tasks.ts'
import { acceptImport } from '../../../issuer/steps/volunteers/accept-import.ts'
import { loadImport } from '../../../issuer/steps/volunteers/load-import.ts'
import { openVolunteerCase } from '../../../issuer/steps/volunteers/open-volunteer-case.ts'
import { key, nextTaxCode } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { reception, volunteerWith } from './third-sector.ts'

let house: House
let actor: Actor
beforeAll(async () => {
  house = await openHouse()
  actor = await house.who('officer-ets', 'officer')
  await house.world.db.rows('DELETE FROM volunteer_hours')
  await house.world.db.rows('DELETE FROM volunteer')
})
afterAll(() => house.close())

const tasks = () => registerTasks({ actor, db: house.world.db, now: house.clock.at })
const enough = [['2026-11-01', '60', '2026-11-20']] as const

test('who reached the hours in the months that end today is asked for, until there is a case; the rest of many is a list', async () => {
  await volunteerWith(house, actor, [['2026-11-01', '59,75', '2026-11-20']])
  await volunteerWith(house, actor, [['2024-03-01', '60', '2024-03-20']])
  expect(await tasks()).toEqual([])
  const volunteerId = await volunteerWith(house, actor, enough)
  expect(await tasks()).toMatchObject([
    {
      verb: 'open-volunteer-case',
      title: 'Apri la pratica di Ìride Venturèlli, se la chiede',
      detail: '60 ore in 12 mesi · 20/11/2026',
      href: `/volontari/${volunteerId}`,
    },
  ])
  await openVolunteerCase({ actor, idempotencyKey: key(), volunteerId, reception, province: 'BG', demo: true }, house.world)
  expect(await tasks()).toEqual([])
  for (let at = 0; at < 13; at++) await volunteerWith(house, actor, enough)
  const found = await tasks()
  expect(found).toHaveLength(11)
  expect(found.at(-1)).toMatchObject({ verb: 'look-at-reached', person: '3', href: '/volontari?ore=raggiunte' })
})

test('a file is finished once none of its lines waits', async () => {
  const bytes = new TextEncoder().encode(`codice_fiscale;cognome;nome;data_nascita\n${nextTaxCode()};Riservàta;Persona;1/2/1990`)
  const { id: importId } = await loadImport({ actor, idempotencyKey: key(), bytes }, house.world)
  expect((await tasks())[0]).toMatchObject({
    verb: 'look-at-import',
    detail: '1 riga aspetta · 23/11/2026',
    href: `/volontari/importa/${importId}`,
  })
  await acceptImport({ actor, idempotencyKey: key(), importId, demo: true }, house.world)
  expect((await tasks())[0]).toMatchObject({ verb: 'open-volunteer-case' })
})
