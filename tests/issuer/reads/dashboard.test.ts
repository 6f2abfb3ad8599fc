import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDashboard } from '../../../issuer/reads/dashboard/dashboard.ts'
import { readWorkbook } from '../../../issuer/reads/dashboard/read-workbook.ts'
import { DIMENSIONS } from '../../../issuer/reads/dashboard/splits.ts'
import { writeSplitCsv } from '../../../issuer/reads/dashboard/write-csv.ts'
import { keepExperience } from '../../../issuer/steps/dossier/keep-experience.ts'
import { handOver } from '../../../issuer/steps/hand-over.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, walkTo, welcome } from '../walk.ts'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  for (const last of ['release', 'sign-minutes', 'request-commission', 'release-transparency'] as const)
    await walkTo(last, await welcome(house, people))
  const stopped = await welcome(house, people)
  await walkTo('file-application', stopped)
  await doAct('reject', stopped)
})
afterAll(() => house.close())

const look = async (changes: Partial<Parameters<typeof readDashboard>[0]> = {}) =>
  readDashboard(
    {
      actor: await house.who('region-1', 'region'),
      period: { from: '2026-01-01', until: '2026-12-31' },
      by: 'province',
      at: house.clock.at,
      ...changes,
    },
    house.world.db,
  )

describe('the Region’s figures', () => {
  test('count what was done, in the period and no other', async () => {
    expect((await look()).figures).toMatchObject({
      now: { started: 5, commissions: 2, released: 1 },
      before: { started: 0, commissions: 0, released: 0 },
    })
    const later = await look({ period: { from: '2027-01-01', until: '2027-12-31' } })
    expect(later.figures).toMatchObject({ now: { started: 0, commissions: 0, released: 0 }, before: { started: 5, released: 1 } })
  })

  test.each(DIMENSIONS)('told apart by %s they add up to the same', async (by) => {
    const { split, figures } = await look({ by })
    expect(split.reduce((sum, { started }) => sum + started, 0)).toBe(figures.now.started)
    expect(split.reduce((sum, { released }) => sum + released, 0)).toBe(figures.now.released)
    // The two commissions heard one person each: no value is counted twice here.
    expect(split.reduce((sum, { commissions }) => sum + commissions, 0)).toBe(figures.now.commissions)
    for (const { bodies, started } of split) expect(bodies > 0 || started === 0).toBe(true)
  })

  test('tell enabled bodies apart by what they are, and by where they worked', async () => {
    for (const by of ['province', 'bodyKind'] as const) {
      const { split, figures } = await look({ by })
      expect(split.reduce((sum, { bodies }) => sum + bodies, 0)).toBe(figures.now.bodies)
    }
    const { split: sectors } = await look({ by: 'sector' })
    expect(sectors).toMatchObject([{ value: 'Area comune', bodies: 1, commissions: 2 }])
    const { split: months } = await look({ by: 'month' })
    expect(months).toMatchObject([{ value: '2026-11', bodies: (await look()).figures.now.bodies }])
    const nobody = await look({ by: 'sector', period: { from: '2027-06-01', until: '2027-12-31' } })
    expect(nobody.split).toEqual([])
  })

  test('say over which months the answers are, and how many cases were looked at', async () => {
    const { ratings, watched } = await look({ period: { from: '2026-02-11', until: '2026-11-20' } })
    expect(ratings).toMatchObject({ from: '2026-02', until: '2026-11' })
    expect(watched).toBe(2)
  })

  test('say how long each phase takes and in which people stop', async () => {
    const { durations } = await look()
    expect(durations.find(({ phase }) => phase === 'validazione')).toMatchObject({ ended: 3, stopped: 0 })
    expect(durations.find(({ phase }) => phase === 'domanda')).toMatchObject({ stopped: 1 })
    expect(durations.find(({ phase }) => phase === 'rilascio')?.medianDays).toBe(0.1)
  })

  test('name what should not be so, without a name of anybody', async () => {
    const at = new Date(house.clock.at.getTime() + 40 * 86_400_000)
    const found = await look({ at })
    const counts = Object.fromEntries(found.anomalies.map(({ id, count }) => [id, count]))
    expect(counts).toEqual({ 'not-released': 1, 'not-registered': 0, 'never-sat': 0, late: 1 })
    expect(JSON.stringify(found)).not.toMatch(/Bragad|Ìsora|@/)
  })

  test('are the Region’s', async () => {
    const officer = await house.who('officer-orobie', 'officer')
    await expect(look({ actor: officer })).rejects.toMatchObject({ code: 'dashboard.not-allowed' })
    await expect(look({ period: { from: '2026-02-01', until: '2026-01-01' } })).rejects.toMatchObject({ code: 'dashboard.period' })
  })

  test('do not count a case once more for the body that takes it over', async () => {
    const told = async () => {
      const { figures, durations, split } = await look()
      return {
        now: figures.now,
        before: figures.before,
        durations: durations.map(({ phase, ended, stopped }) => ({ phase, ended, stopped })),
        split,
      }
    }
    const walk = await welcome(house, people)
    await walkTo('release-transparency', walk)
    const once = await told()
    const months = (await look({ by: 'month' })).split
    const lecco = await house.who('officer-cpi-lecco', 'officer')
    const reason = { class: 'prova', text: 'Si trasferisce, lo chiede la persona.' }
    await handOver(
      { actor: people.officer, idempotencyKey: key(), caseId: walk.caseId, bodyId: lecco.organisation.id, agreed: true, reason },
      house.world,
    )
    expect(once.now.started).toBe(6)
    expect(await told()).toEqual(once)
    expect((await look({ by: 'month' })).split).toEqual(months)
  })

  test('are of what this Region recognises, and of nothing else', async () => {
    const region = await house.who('region-1', 'region')
    const [elsewhere] = await house.world.db.rows<{ id: string }>(
      `INSERT INTO organisation (slug, did, kind, name, legal_basis, region, demo)
       VALUES ('regione-prova', 'did:web:localhost:regione-prova', 'region', 'Regione di prova (dato dimostrativo)', 'nessuna', 'ITG1', true) RETURNING id`,
    )
    const actor = { ...region, organisation: { ...region.organisation, id: elsewhere?.id ?? '' } }
    const none = await look({ actor })
    expect(none.figures.now).toEqual({ bodies: 0, started: 0, commissions: 0, released: 0 })
    expect(none.durations.map(({ ended, stopped }) => ended + stopped)).toEqual([0, 0, 0, 0, 0, 0, 0])
    for (const by of DIMENSIONS) expect((await look({ actor, by })).split).toEqual([])
    const period = { from: '2026-01-01', until: '2026-12-31' }
    const { splits } = await readWorkbook({ actor, period, at: house.clock.at }, house.world.db)
    expect(splits.flatMap(({ split }) => split)).toEqual([])

    await house.world.db.rows(
      `INSERT INTO recognition (organisation_id, recogniser_id, action, act_number, act_date, valid_from, sealed)
       VALUES ($1, $2, 'appoint', 'PROVA/1', '2026-01-02', '2026-01-02', 'x')`,
      [people.chamber.organisation.id, actor.organisation.id],
    )
    expect((await look({ actor })).figures.now).toEqual({ bodies: 0, started: 0, commissions: 2, released: 0 })
  })

  test('by where people learnt, count a case in each context that its experiences tell, not in the one of the counter', async () => {
    const contexts = async () =>
      Object.fromEntries((await look({ by: 'context' })).split.map(({ value, started }) => [value, started] as const))
    const before = await contexts()
    // Said at the counter: life. Told in the dossier: work, then volunteering twice.
    const walk = await welcome(house, people, { context: 'vita' })
    const on = () => ({ actor: people.officer, idempotencyKey: key(), caseId: walk.caseId })
    await walkTo('begin-identification', walk)
    for (const title of ['Cuoca alla festa', 'Aiuto in mensa'])
      await keepExperience({ ...on(), experience: { context: 'volontariato', title } }, house.world)
    expect(await contexts()).toEqual({
      ...before,
      lavoro: (before.lavoro ?? 0) + 1,
      volontariato: (before.volontariato ?? 0) + 1,
    })
  })

  test('in a file no value is a formula', () => {
    const csv = writeSplitCsv({ by: 'sector', split: [{ value: '=1+1,"x"', bodies: 2, started: 1, commissions: 3, released: 0 }] }, 'it')
    expect(csv).toContain(`"'=1+1,""x""",2,1,3,0`)
    expect(csv).toContain('Settore,Enti abilitati,Attività avviate,Commissioni nominate,Attestati rilasciati')
  })
})
