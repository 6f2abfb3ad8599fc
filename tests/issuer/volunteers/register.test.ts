import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { sweep } from '../../../issuer/db/sweep.ts'
import { readStatementFile } from '../../../issuer/reads/volunteers/statement-file.ts'
import { readVolunteerPage } from '../../../issuer/reads/volunteers/volunteer.ts'
import { readVolunteers, type VolunteersAsked } from '../../../issuer/reads/volunteers/volunteers.ts'
import { openCase } from '../../../issuer/steps/open-case.ts'
import { recognise } from '../../../issuer/steps/recognise.ts'
import { addVolunteer } from '../../../issuer/steps/volunteers/add-volunteer.ts'
import { attestHours } from '../../../issuer/steps/volunteers/attest-hours.ts'
import { openVolunteerCase } from '../../../issuer/steps/volunteers/open-volunteer-case.ts'
import { takeBackHours } from '../../../issuer/steps/volunteers/take-back-hours.ts'
import { writeHours } from '../../../issuer/steps/volunteers/write-hours.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, welcomeInput } from '../walk.ts'
import { otherBody, person, reception, volunteerWith } from './third-sector.ts'

let house: House
let actor: Actor
beforeAll(async () => {
  house = await openHouse()
  actor = await house.who('officer-ets', 'officer')
})
afterAll(() => house.close())

const see = (volunteerId: string, as = actor) => readVolunteerPage({ actor: as, volunteerId, page: 1, at: house.clock.at }, house.world.db)
const list = (asked: VolunteersAsked = {}) => readVolunteers({ actor, asked, at: house.clock.at }, house.world.db)
const write = (volunteerId: string, changes: object = {}) =>
  writeHours(
    { actor, idempotencyKey: key(), volunteerId, entry: { from: '2026-11-01', hours: '2', activity: 'Doposcuola', ...changes } },
    house.world,
  )

describe('the window of the rules', () => {
  // The clock stands on 23 November 2026: twelve months that end today begin on 24 November 2025.
  test.each([
    ['59,75 hours do not reach it', [['2026-11-01', '59,75', '2026-11-20']], undefined],
    ['60 hours do', [['2026-11-01', '60', '2026-11-20']], 3600],
    [
      'the first of the 365 days counts',
      [
        ['2025-11-24', '10'],
        ['2026-11-01', '50', '2026-11-23'],
      ],
      3600,
    ],
    [
      'the day before it does not',
      [
        ['2025-11-23', '10'],
        ['2026-11-01', '50', '2026-11-23'],
      ],
      undefined,
    ],
    [
      'hours of a period that sticks out do not',
      [
        ['2025-11-20', '10', '2025-11-30'],
        ['2026-11-01', '50', '2026-11-23'],
      ],
      undefined,
    ],
    [
      'twelve months of long ago do',
      [
        ['2023-02-01', '40', '2023-02-10'],
        ['2024-01-31', '20'],
      ],
      3600,
    ],
    [
      'but not twelve months and a day',
      [
        ['2023-01-31', '20'],
        ['2023-02-01', '20'],
        ['2024-01-31', '20'],
      ],
      undefined,
    ],
    [
      'a leap year has 366 days',
      [
        ['2023-03-01', '24'],
        ['2024-02-28', '18'],
        ['2024-02-29', '18'],
      ],
      3600,
    ],
    [
      'and no more',
      [
        ['2023-02-28', '24'],
        ['2024-02-28', '18'],
        ['2024-02-29', '18'],
      ],
      undefined,
    ],
  ] as const)('%s', async (_, hours, minutes) => {
    const found = await see(await volunteerWith(house, actor, hours))
    expect(found.reached?.minutes).toBe(minutes)
  })

  test('is said from when to when: the latest months that reach it, and what there is in those that end today', async () => {
    const volunteerId = await volunteerWith(house, actor, [
      ['2024-03-01', '60', '2024-03-20'],
      ['2026-11-01', '12,5'],
    ])
    expect(await see(volunteerId)).toMatchObject({
      reached: { from: '2023-03-21', until: '2024-03-20', minutes: 3600 },
      recent: { from: '2025-11-24', until: '2026-11-23', minutes: 750 },
      rule: { hours: 60, months: 12, workingDefault: true },
    })
  })
})

describe('the register of volunteers', () => {
  test('takes a person once, with a tax code that is theirs', async () => {
    const first = person()
    const add = (changes: object = {}) =>
      addVolunteer({ actor, idempotencyKey: key(), person: { ...first, ...changes }, demo: true }, house.world)
    await add()
    await expect(add()).rejects.toMatchObject({ code: 'volunteer.already' })
    await expect(add({ givenName: 'Altra' })).rejects.toMatchObject({ code: 'person.other-name' })
    await expect(add({ taxCode: 'RSSMRA85T10A562T' })).rejects.toMatchObject({ code: 'person.tax-code' })
    await expect(add({ taxCode: 'RSSMRA85T10A562S' })).rejects.toMatchObject({ code: 'person.tax-code-birth-date' })
  })

  test.each([
    ['volunteer.later', { from: '2026-11-24' }],
    ['volunteer.before-birth', { from: '2001-05-05' }],
    ['volunteer.days', { from: '2026-11-02', until: '2026-11-01' }],
    ['volunteer.days', { from: '2025-11-01', until: '2026-11-01' }],
    ['volunteer.too-many-hours', { hours: '24:01' }],
    ['volunteer.hours', { hours: '0' }],
    ['volunteer.hours', { hours: '-2' }],
    ['volunteer.hours', { hours: '0,33' }],
    ['volunteer.hours', { hours: '1e2' }],
    ['volunteer.activity', { activity: ' a ' }],
  ])('refuses hours with %s: %o', async (code, changes) => {
    const volunteerId = await volunteerWith(house, actor)
    await expect(write(volunteerId, changes)).rejects.toMatchObject({ code })
    expect((await see(volunteerId)).hours.total).toBe(0)
  })

  test.each([
    ['on one day, over all activities', [['2026-11-10', '20']], ['2026-11-10', '4:01'], '10/11/2026: 20 h 0 min'],
    [
      'where periods leave no room',
      [['2026-11-10', '47:30', '2026-11-11']],
      ['2026-11-11', '0:31'],
      '10/11/2026 – 11/11/2026: 47 h 30 min',
    ],
    [
      'where only days taken together are too few',
      [
        ['2026-11-10', '24'],
        ['2026-11-12', '24'],
      ],
      ['2026-11-10', '24:01', '2026-11-12'],
      '10/11/2026 – 12/11/2026: 48 h 0 min',
    ],
  ] as const)('has no room for more than 24 hours %s', async (_, known, [from, hours, until], said) => {
    const volunteerId = await volunteerWith(house, actor, known)
    const more = (written: string) => write(volunteerId, { from, until, hours: written })
    const [days, there] = said.split(': ')
    await expect(more(hours)).rejects.toMatchObject({ code: 'volunteer.day-full', facts: { days, there } })
    const [clock, minutes] = hours.split(':')
    await more(minutes === '01' ? `${clock}` : '0:30')
    await expect(more('0:01')).rejects.toMatchObject({ code: 'volunteer.day-full' })
  })

  test('has room again where hours were taken back, and beside a long period', async () => {
    const volunteerId = await volunteerWith(house, actor, [
      ['2026-11-01', '400', '2026-11-20'],
      ['2026-11-05', '24'],
    ])
    await expect(write(volunteerId, { from: '2026-11-05', hours: '1' })).rejects.toMatchObject({ code: 'volunteer.day-full' })
    const entryId = (await see(volunteerId)).hours.items.find(({ minutes }) => minutes === 1440)?.id ?? ''
    await takeBackHours({ actor, idempotencyKey: key(), volunteerId, entryId }, house.world)
    await write(volunteerId, { from: '2026-11-05', hours: '24' })
  })

  test('asks whether a line is the one that stands there, and takes it where somebody says that it is not', async () => {
    const volunteerId = await volunteerWith(house, actor)
    await write(volunteerId)
    await expect(write(volunteerId, { hours: '2:00', activity: ' doposcuola' })).rejects.toMatchObject({ code: 'volunteer.twice' })
    const entry = { from: '2026-11-01', hours: '2', activity: 'Doposcuola' }
    await writeHours({ actor, idempotencyKey: key(), volunteerId, entry, otherHours: true }, house.world)
    expect((await see(volunteerId)).hours.total).toBe(2)
    const entryId = (await see(volunteerId)).hours.items[0]?.id ?? ''
    await takeBackHours({ actor, idempotencyKey: key(), volunteerId, entryId }, house.world)
    await expect(write(volunteerId)).rejects.toMatchObject({ code: 'volunteer.twice' })
  })

  test('refuses in the database what the step refuses, also of two who write at one time', async () => {
    const volunteerId = await volunteerWith(house, actor, [['2026-11-10', '20', '2026-11-11']])
    const insert = (from: string, until: string, minutes: number) =>
      house.world.db.rows(
        `INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, recorded_at, recorded_by)
         VALUES ($1, $2, $3, $4, $5, 'Doposcuola', $6, $7)`,
        [actor.organisation.id, volunteerId, from, until, minutes, house.clock.at, actor.accountId],
      )
    await expect(insert('2026-11-10', '2026-11-11', 1681)).rejects.toMatchObject({ cause: { constraint: 'volunteer_hours_fit' } })
    await expect(insert('2001-05-05', '2001-05-05', 60)).rejects.toMatchObject({ code: 'volunteer.before-birth' })
    await expect(insert('2026-11-24', '2026-11-24', 60)).rejects.toMatchObject({ code: 'volunteer.later' })
    await insert('2026-11-10', '2026-11-11', 1679)
    const both = await Promise.allSettled([insert('2026-11-12', '2026-11-12', 721), insert('2026-11-12', '2026-11-12', 720)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('takes hours back by their opposite, once; no line is ever changed', async () => {
    const volunteerId = await volunteerWith(house, actor, [['2026-11-01', '60', '2026-11-20']])
    const [entry] = (await see(volunteerId)).hours.items
    const back = { actor, volunteerId, entryId: entry?.id ?? '' }
    await takeBackHours({ ...back, idempotencyKey: key() }, house.world)
    await expect(takeBackHours({ ...back, idempotencyKey: key() }, house.world)).rejects.toMatchObject({ code: 'volunteer.taken-back' })
    const other = await volunteerWith(house, actor)
    await expect(takeBackHours({ ...back, volunteerId: other, idempotencyKey: key() }, house.world)).rejects.toMatchObject({
      code: 'volunteer.entry-unknown',
    })
    expect(await see(volunteerId)).toMatchObject({
      reached: undefined,
      recent: { minutes: 0 },
      hours: { items: [{ back: { by: actor.name } }] },
    })
    const lines = await house.world.db.rows(
      'SELECT sum(minutes)::int AS sum, count(*)::int AS n FROM volunteer_hours WHERE volunteer_id = $1',
      [volunteerId],
    )
    expect(lines).toEqual([{ sum: 0, n: 2 }])
    await expect(house.world.db.rows('UPDATE volunteer_hours SET minutes = 1')).rejects.toThrow()
  })

  test('is searched by name and by where people stand, and sorted and paged at the service', async () => {
    for (let at = 0; at < 26; at++) await volunteerWith(house, actor)
    const reached = await list({ standing: 'raggiunte', order: 'ore' })
    const missing = await list({ standing: 'non-ancora' })
    expect(reached.items.length).toBeGreaterThan(2)
    expect(reached.items.every((item) => item.reached !== undefined)).toBe(true)
    const sums = reached.items.map((item) => item.reached?.minutes ?? 0)
    expect(sums).toEqual([...sums].sort((a, b) => b - a))
    const all = await list()
    expect(reached.total + missing.total).toBe(all.total)
    const pages = await Promise.all(Array.from({ length: all.pages }, (_, at) => list({ page: at + 1 })))
    expect(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(all.total)
    expect((await list({ words: 'venturelli IRIDE' })).total).toBe(all.total)
    expect((await list({ words: 'venturelli nessuno' })).total).toBe(0)
  })

  test('keeps when the hours were reached, until a line changes or the rules are others', async () => {
    const volunteerId = await volunteerWith(house, actor, [['2024-03-01', '60', '2024-03-20']])
    const kept = () =>
      house.world.db.rows('SELECT reached_day::text, reached_minutes FROM volunteer_reach WHERE volunteer_id = $1', [volunteerId])
    const [found] = [await kept()]
    expect(found).toEqual([{ reached_day: '2024-03-20', reached_minutes: 3600 }])
    await house.world.db.rows(
      `INSERT INTO volunteer_hours (organisation_id, volunteer_id, from_day, until_day, minutes, activity, recorded_at, recorded_by)
       VALUES ($1, $2, '2024-03-21', '2024-03-21', 60, 'Doposcuola', $3, $4)`,
      [actor.organisation.id, volunteerId, house.clock.at, actor.accountId],
    )
    expect(await kept()).toEqual([])
    expect((await see(volunteerId)).reached).toMatchObject({ until: '2024-03-21', minutes: 3660 })
    await house.world.db.rows(
      `INSERT INTO volunteer_reach (volunteer_id, organisation_id, months, minutes, reached_day, reached_minutes) VALUES ($1, $2, 6, 1, '2020-01-01', 9)`,
      [volunteerId, actor.organisation.id],
    )
    expect((await see(volunteerId)).reached).toMatchObject({ until: '2024-03-21', minutes: 3660 })
    await sweep({ db: house.world.db, now: () => house.clock.at })
    expect(await kept()).toEqual([{ reached_day: '2024-03-21', reached_minutes: 3660 }])
  })

  test('is nobody else’s: not another body’s, not an accredited body’s, not who only releases', async () => {
    const volunteerId = await volunteerWith(house, actor, [['2026-11-01', '60', '2026-11-20']])
    const other = await otherBody(house, actor)
    const orobie = await house.who('officer-orobie', 'officer')
    const entryId = (await see(volunteerId)).hours.items[0]?.id ?? ''
    const statement = await attestHours({ actor, idempotencyKey: key(), volunteerId, askedOn: '2026-11-20' }, house.world)
    for (const [as, code] of [
      [other, 'volunteer.unknown'],
      [orobie, 'volunteer.not-allowed'],
      [{ ...actor, role: 'region' as const }, 'volunteer.not-allowed'],
    ] as const) {
      const on = { actor: as, idempotencyKey: key(), volunteerId }
      const tries = [
        () => see(volunteerId, as),
        () => writeHours({ ...on, entry: { from: '2026-11-01', hours: '1', activity: 'Doposcuola' } }, house.world),
        () => takeBackHours({ ...on, entryId }, house.world),
        () => attestHours({ ...on, askedOn: '2026-11-20' }, house.world),
        () => openVolunteerCase({ ...on, reception, province: 'BG', demo: true }, house.world),
        () => readStatementFile({ actor: as, volunteerId, statementId: statement.id }, house.world.db),
      ]
      for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code })
    }
    await expect(
      writeHours(
        {
          actor: { ...actor, tasks: ['release'] },
          idempotencyKey: key(),
          volunteerId,
          entry: { from: '2026-11-01', hours: '1', activity: 'Doposcuola' },
        },
        house.world,
      ),
    ).rejects.toMatchObject({ code: 'case.no-task' })
  })
})

describe('on the person’s request', () => {
  test('the hours are stated, by a number, with what they were spent on', async () => {
    const volunteerId = await volunteerWith(house, actor, [['2026-11-01', '60', '2026-11-20']])
    const ask = (askedOn: string, id = volunteerId) => attestHours({ actor, idempotencyKey: key(), volunteerId: id, askedOn }, house.world)
    await expect(ask('2026-11-24')).rejects.toMatchObject({ code: 'volunteer.asked-later' })
    await expect(ask('2026-11-20', await volunteerWith(house, actor))).rejects.toMatchObject({ code: 'volunteer.no-hours' })
    const { id: statementId, number } = await ask('2026-11-20')
    expect(number).toMatch(/^VOL-2026-\d{5}$/)
    const file = await readStatementFile({ actor, volunteerId, statementId }, house.world.db)
    expect(Buffer.from(file.content).subarray(0, 5).toString()).toBe('%PDF-')
    const [row] = await house.world.db.rows<{ content: object }>('SELECT content FROM volunteer_statement WHERE id = $1', [statementId])
    expect(JSON.stringify(row?.content)).toContain('Dal 24/11/2025 al 23/11/2026: 60 ore.')
  })

  test('a case begins with the volunteering written down, ends with the document of trasparenza, and goes no further', async () => {
    const people: People = { ...(await peopleOf(house)), officer: actor }
    const volunteerId = await volunteerWith(house, actor, [['2026-11-01', '61,5', '2026-11-20']])
    const open = (id = volunteerId) =>
      openVolunteerCase({ actor, idempotencyKey: key(), volunteerId: id, reception, province: 'BG', demo: true }, house.world)
    await expect(open(await volunteerWith(house, actor, [['2026-11-01', '59,75', '2026-11-20']]))).rejects.toMatchObject({
      code: 'volunteer.not-reached',
    })
    await expect(openCase(welcomeInput(actor), house.world)).rejects.toMatchObject({ code: 'case.from-register' })
    const { id: caseId } = await open()
    await expect(open()).rejects.toMatchObject({ code: 'volunteer.case-open' })
    const told = await house.world.db.rows(
      'SELECT context, employer, from_day::text AS from, until_day::text AS until, hours, told FROM case_experience WHERE case_id = $1',
      [caseId],
    )
    expect(told).toEqual([
      {
        context: 'volontariato',
        employer: 'Mani Serene ODV (inventata)',
        from: '2026-11-01',
        until: '2026-11-20',
        hours: 61,
        told: 'Trasporto di persone anziane',
      },
    ])
    const walk = { caseId, house, people }
    await doAct('begin-identification', walk)
    await doAct('release-transparency', walk)
    await expect(doAct('file-application', walk)).rejects.toMatchObject({ code: 'case.identification-only' })
    const acts = await house.world.db.rows('SELECT kind FROM attestation WHERE case_id = $1', [caseId])
    expect(acts).toEqual([{ kind: 'trasparenza' }])
    await doAct('conclude', walk)
  })

  test('nobody recognises such a body for more, not even past the step', async () => {
    const region = await house.who('region-1', 'region')
    const give = (kinds: ('trasparenza' | 'validazione')[]) =>
      recognise(
        {
          actor: region,
          idempotencyKey: key(),
          organisationId: actor.organisation.id,
          grant: { action: 'issue', kinds },
          act: { number: `DIM/${kinds.length}`, date: '2026-11-01' },
          validFrom: house.clock.at,
        },
        house.world,
      )
    await expect(give(['trasparenza', 'validazione'])).rejects.toMatchObject({ code: 'recognise.third-sector' })
    await expect(
      house.world.db.rows(
        `INSERT INTO recognition_scope (recognition_id, organisation_id, action, scope, valid_from, valid_until)
         SELECT id, organisation_id, action, 'validazione', valid_from, valid_until FROM recognition WHERE organisation_id = $1`,
        [actor.organisation.id],
      ),
    ).rejects.toMatchObject({ code: 'recognise.third-sector' })
    await give(['trasparenza'])
  })
})
