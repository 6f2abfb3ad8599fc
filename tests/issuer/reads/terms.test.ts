import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { STATES } from '../../../issuer/procedure/procedure.ts'
import { dueOf, TERM_ROWS } from '../../../issuer/procedure/terms.ts'
import { readCases } from '../../../issuer/reads/cases.ts'
import { writeHoursSheet } from '../../../issuer/reads/hours-sheet.ts'
import { PACKS } from '../../../issuer/rule-pack/rule-pack.ts'
import { logHours } from '../../../issuer/steps/log-hours.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { walkTo, welcome } from '../walk.ts'

const [pack] = PACKS
if (pack === undefined) throw new Error('no rule pack')

describe('by when a step is due', () => {
  test('is counted in days of Rome from where the term begins, and is late the day after', () => {
    // 23:30 UTC is the next day in Rome.
    const reached = new Map([['domanda_presentata', new Date('2026-01-09T23:30:00Z')]])
    const due = (at: string) => dueOf({ state: 'domanda_presentata', rulePack: pack, reached, at: new Date(at) })
    expect(due('2026-02-09T22:59:59Z')).toMatchObject({ by: '2026-02-09', late: false })
    expect(due('2026-02-09T23:00:00Z')).toMatchObject({ by: '2026-02-09', late: true })
  })

  test('the assessment keeps the day on which the person was admitted, and nothing runs where nobody has to act', () => {
    const reached = new Map([
      ['ammessa', new Date('2026-01-10T10:00:00Z')],
      ['accertamento', new Date('2026-02-20T10:00:00Z')],
    ])
    expect(dueOf({ state: 'accertamento', rulePack: pack, reached, at: new Date('2026-02-21T10:00:00Z') })?.by).toBe('2026-03-11')
    expect(dueOf({ state: 'individuazione', rulePack: pack, reached, at: new Date() })).toBeUndefined()
  })

  test.each(PACKS)('$id names each term that the procedure looks for', ({ id }) => {
    expect(TERM_ROWS.filter((row) => row.pack === id)).toHaveLength(10)
    expect(TERM_ROWS.every(({ state, since }) => STATES.includes(state as never) && STATES.includes(since))).toBe(true)
  })
})

describe('a list of cases with deadlines, and the hours sheet', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  test('shows only the late ones, the oldest first, on the day that the page of the case says', async () => {
    const first = await welcome(house, people)
    await walkTo('file-application', first)
    house.clock.advance(10 * 86_400)
    const second = await welcome(house, people)
    await walkTo('file-application', second)
    const list = async (late: boolean) =>
      (await readCases({ actor: people.officer, asked: { late, order: 'scadenza' }, db: house.world.db, now: house.clock.at })).items
    expect((await list(true)).map(({ id }) => id)).toEqual([])
    house.clock.advance(22 * 86_400)
    const late = await list(true)
    expect(late.map(({ id }) => id)).toEqual([first.caseId])
    const [transition] = await house.world.db.rows<{ at: Date }>(
      `SELECT at FROM case_transition WHERE case_id = $1 AND state = 'domanda_presentata'`,
      [first.caseId],
    )
    const due = dueOf({
      state: 'domanda_presentata',
      rulePack: pack,
      reached: new Map([['domanda_presentata', transition?.at ?? new Date(0)]]),
      at: house.clock.at,
    })
    expect(late[0]?.due).toEqual({ by: due?.by, late: true })
    expect((await list(false)).map(({ id }) => id)).toEqual([first.caseId, second.caseId])
  })

  test('the sheet sums by service, and no note becomes a formula', async () => {
    const { caseId } = await welcome(house, people)
    const day = '2026-11-20'
    const log = (service: string, minutes: number, note = '') =>
      logHours({ actor: people.officer, idempotencyKey: key(), caseId, hours: { service, day, minutes, note } }, house.world)
    await log('accoglienza', 60)
    await log('accoglienza', 45, '=1+1')
    await log('individuazione', 30)
    const sheet = await writeHoursSheet({ actor: people.officer, asked: { from: day, until: day, caseId }, language: 'it' }, house.world.db)
    const lines = sheet.split('\r\n')
    expect(lines[0]).toBe('\uFEFFgiorno,pratica,persona,servizio,minuti,ore,chi,nota')
    expect(lines[2]).toMatch(/,'=1\+1$/)
    expect(lines.slice(4, 7)).toEqual([
      ',,,Totale: Informazione e accoglienza,105,"1,75",,',
      ',,,Totale: Individuazione,30,"0,50",,',
      ',,,Totale,135,"2,25",,',
    ])
    const lecco = await house.who('officer-cpi-lecco', 'officer')
    const other = await writeHoursSheet({ actor: lecco, asked: { from: day, until: day }, language: 'it' }, house.world.db)
    expect(other).not.toMatch(/Bragad/)
  })
})
