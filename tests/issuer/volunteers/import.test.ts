import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { readImport, readImports } from '../../../issuer/reads/volunteers/imports.ts'
import { readVolunteerPage } from '../../../issuer/reads/volunteers/volunteer.ts'
import { acceptImport } from '../../../issuer/steps/volunteers/accept-import.ts'
import { addVolunteer } from '../../../issuer/steps/volunteers/add-volunteer.ts'
import { attestHours } from '../../../issuer/steps/volunteers/attest-hours.ts'
import { loadImport } from '../../../issuer/steps/volunteers/load-import.ts'
import { mendLine, putAside } from '../../../issuer/steps/volunteers/mend-import.ts'
import { key, nextTaxCode } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { otherBody } from './third-sector.ts'

const HEAD = 'codice_fiscale;cognome;nome;data_nascita;dal;al;ore;attivita'
let house: House
let actor: Actor
beforeAll(async () => {
  house = await openHouse()
  actor = await house.who('officer-ets', 'officer')
})
afterAll(() => house.close())

const load = (content: string | Uint8Array, as = actor) =>
  loadImport(
    { actor: as, idempotencyKey: key(), bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content },
    house.world,
  )
const see = (importId: string, changes: { as?: Actor; page?: number; language?: 'it' | 'en' } = {}) =>
  readImport(
    { actor: changes.as ?? actor, importId, page: changes.page ?? 1, language: changes.language ?? 'it', at: house.clock.at },
    house.world.db,
  )
const accept = (importId: string) => acceptImport({ actor, idempotencyKey: key(), importId, demo: true }, house.world)
const line = (changes: Partial<Record<'code' | 'from' | 'until' | 'hours' | 'activity', string>> = {}) =>
  `${changes.code ?? nextTaxCode()};Ghirlandi;Òrsola;3/4/1999;${changes.from ?? '20/11/2026'};${changes.until ?? ''};${changes.hours ?? '2,5'};${changes.activity ?? 'Doposcuola'}`
async function counts() {
  const [row] = await house.world.db.rows<{ people: number; volunteers: number; lines: number; minutes: number }>(
    `SELECT (SELECT count(*)::int FROM person) AS people, (SELECT count(*)::int FROM volunteer) AS volunteers,
       (SELECT count(*)::int FROM volunteer_hours) AS lines, (SELECT coalesce(sum(minutes), 0)::int FROM volunteer_hours) AS minutes`,
  )
  if (row === undefined) throw new Error('no counts')
  return row
}

describe('a file of many volunteers', () => {
  test('is looked at first, then taken in: what is ready gets in, what is wrong waits with what it said', async () => {
    const code = nextTaxCode()
    const before = await counts()
    const { id } = await load(
      [
        HEAD,
        line({ code }),
        line({ code, from: '21/11/2026', hours: '1:30' }),
        line(),
        line({ hours: 'tante' }),
        line({ code: '12345678901', from: '31/11/2026' }),
      ].join('\r\n'),
    )
    const found = await see(id)
    expect(found).toMatchObject({ open: 5, ready: { lines: 3, people: 2 }, there: 0, wrong: { total: 2 } })
    expect(found.wrong.items.map(({ line: at, problems }) => [at, problems.map(({ column, code: why }) => [column, why])])).toEqual([
      [5, [['hours', 'volunteer.hours']]],
      [
        6,
        [
          ['taxCode', 'person.tax-code'],
          ['from', 'volunteer-import.day'],
        ],
      ],
    ])
    expect(found.wrong.items[0]).toMatchObject({ cells: { hours: 'tante' }, problems: [{ sentence: 'Le ore non si leggono.' }] })
    expect((await see(id, { language: 'en' })).wrong.items[0]?.problems[0]?.sentence).toBe('The hours cannot be read.')
    expect(await counts()).toEqual(before)

    expect(await accept(id)).toEqual({ lines: 3, people: 2 })
    expect(await counts()).toEqual({
      people: before.people + 2,
      volunteers: before.volunteers + 2,
      lines: before.lines + 3,
      minutes: before.minutes + 390,
    })
    await expect(accept(id)).rejects.toMatchObject({ code: 'volunteer-import.nothing-ready' })

    const wrong = (await see(id)).wrong.items[0]
    if (wrong === undefined) throw new Error('nothing to mend')
    const on = () => ({ actor, idempotencyKey: key(), importId: id, line: wrong.line })
    await mendLine({ ...on(), cells: { ...wrong.cells, hours: '3' } }, house.world)
    expect(await accept(id)).toEqual({ lines: 1, people: 1 })
    await expect(mendLine({ ...on(), cells: wrong.cells }, house.world)).rejects.toMatchObject({ code: 'volunteer-import.line-unknown' })
    await putAside({ ...on(), line: 6 }, house.world)
    expect(await see(id)).toMatchObject({ open: 0, taken: 4, aside: 1, wrong: { total: 0 } })
    const kept = await house.world.db.rows('SELECT 1 FROM volunteer_import_line WHERE import_id = $1 AND cells IS NOT NULL', [id])
    expect(kept).toEqual([])
  })

  test('gets in once: the same file, the same line of another file, the same line twice, both at the same time', async () => {
    const [one, two] = [line(), line()]
    const first = await load(`${HEAD}\n${one}\n${two}\n${one}\n`)
    expect(first.before).toBe(false)
    expect(await load(`${HEAD}\n${one}\n${two}\n${one}\n`)).toEqual({ id: first.id, before: true })
    expect((await see(first.id)).wrong.items).toMatchObject([
      { line: 4, problems: [{ code: 'volunteer-import.twice', sentence: 'È uguale alla riga 2.' }] },
    ])
    const second = await load(`${HEAD}\n${two}\n${line()}\n`)
    const done = await Promise.allSettled([accept(first.id), accept(second.id)])
    expect(done.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    const [row] = await house.world.db.rows<{ n: number }>('SELECT count(*)::int AS n FROM volunteer_hours WHERE import_id = ANY ($1)', [
      [first.id, second.id],
    ])
    expect(row?.n).toBe(3)
    const third = await load(`${HEAD}\n${two}\n${one}\n\n`)
    expect(await see(third.id)).toMatchObject({ there: 2, ready: { lines: 0 } })
    expect(await readImports({ actor, page: 1 }, house.world.db)).toMatchObject({ total: 4 })
  })

  test('names whoever has another name here, also within the file, however the code is spelt', async () => {
    const { id } = await load(
      [
        HEAD,
        'RSSMRA85T10A562S;Rossìni;Mario;10/12/1985;20/11/2026;;1;Doposcuola',
        'RSSMRA85T10A56NH;Rossini;Maria;10/12/1985;20/11/2026;;1;Mensa',
      ].join('\n'),
    )
    const { wrong } = await see(id)
    expect(wrong.items.map(({ line: at, problems }) => [at, problems[0]?.code, problems[0]?.sentence])).toEqual([
      [2, 'volunteer-import.other-person', "Alla riga 3 lo stesso codice fiscale ha un altro nome o un'altra data di nascita."],
      [3, 'volunteer-import.other-person', "Alla riga 2 lo stesso codice fiscale ha un altro nome o un'altra data di nascita."],
    ])
    const second = wrong.items[1]
    if (second === undefined) throw new Error('nothing to mend')
    const cells = { ...second.cells, familyName: 'Rossìni', givenName: 'Mario' }
    await mendLine({ actor, idempotencyKey: key(), importId: id, line: 3, cells }, house.world)
    expect(await accept(id)).toEqual({ lines: 2, people: 1 })

    const third = await load(`${HEAD}\nRSSMRA85T10A562S;Rossini;Maria;10/12/1985;19/11/2026;;1;Doposcuola`)
    expect((await see(third.id)).wrong.items).toMatchObject([{ problems: [{ column: 'familyName', code: 'volunteer-import.other-name' }] }])
  })

  test('takes a line with another name once the line is mended, or what we knew was put right', async () => {
    const code = nextTaxCode()
    const named = (familyName: string, day: string) => `${code};${familyName};Òrsola;3/4/1999;${day};;1;Mensa`
    await accept((await load([HEAD, named('Ghirlàndi', '18/11/2026')].join('\n'))).id)
    const mended = await load([HEAD, named('Girlandi', '19/11/2026')].join('\n'))
    const [wrong] = (await see(mended.id)).wrong.items
    expect(wrong).toMatchObject({ line: 2, problems: [{ column: 'familyName', code: 'volunteer-import.other-name' }] })
    if (wrong === undefined) throw new Error('nothing to mend')
    await mendLine(
      { actor, idempotencyKey: key(), importId: mended.id, line: 2, cells: { ...wrong.cells, familyName: 'Ghirlàndi' } },
      house.world,
    )
    expect(await accept(mended.id)).toEqual({ lines: 1, people: 1 })

    // The line was right: whoever saw the document puts right what is in the register, and the line is ready by itself.
    const right = await load([HEAD, named('Ghirlandi', '20/11/2026')].join('\n'))
    expect((await see(right.id)).wrong.total).toBe(1)
    const person = { givenName: 'Òrsola', familyName: 'Ghirlandi', birthDate: '1999-04-03', taxCode: code }
    const put = (putRight: boolean) => addVolunteer({ actor, idempotencyKey: key(), person, putRight, demo: true }, house.world)
    await expect(put(false)).rejects.toMatchObject({ code: 'person.other-name' })
    await put(true)
    await expect(put(true)).rejects.toMatchObject({ code: 'volunteer.already' })
    expect(await see(right.id)).toMatchObject({ wrong: { total: 0 }, ready: { lines: 1, people: 1 } })
    expect(await accept(right.id)).toEqual({ lines: 1, people: 1 })
  })

  test('names a code that has two birth dates, in the file and in the register', async () => {
    const code = nextTaxCode()
    const born = (date: string, day: string) => `${code};Ghirlandi;Òrsola;${date};${day};;1;Mensa`
    const { id } = await load([HEAD, born('3/4/1999', '20/11/2026'), born('4/3/1999', '21/11/2026')].join('\n'))
    expect((await see(id)).wrong.items).toMatchObject([
      { line: 2, problems: [{ column: 'birthDate', code: 'volunteer-import.other-person' }] },
      { line: 3, problems: [{ column: 'birthDate', code: 'volunteer-import.other-person' }] },
    ])
    await putAside({ actor, idempotencyKey: key(), importId: id, line: 3 }, house.world)
    expect(await accept(id)).toEqual({ lines: 1, people: 1 })
    const again = await load([HEAD, born('4/3/1999', '21/11/2026')].join('\n'))
    expect((await see(again.id)).wrong.items).toMatchObject([
      { line: 2, problems: [{ column: 'birthDate', code: 'volunteer-import.other-birth-date' }] },
    ])
  })

  test('finds no room for more than 24 hours on one day, with what is in the register and in the lines before', async () => {
    const code = nextTaxCode()
    const first = await load([HEAD, line({ code, hours: '10' })].join('\n'))
    await accept(first.id)
    const { id } = await load(
      [
        HEAD,
        line({ code, hours: '9', activity: 'Mensa' }),
        line({ code, hours: '5:01', activity: 'Trasporto' }),
        line({ code, from: '2/4/1999' }),
      ].join('\n'),
    )
    expect((await see(id)).wrong.items.map(({ line: at, problems }) => [at, problems[0]?.column, problems[0]?.code])).toEqual([
      [3, 'hours', 'volunteer.day-full'],
      [4, 'from', 'volunteer.before-birth'],
    ])
    expect((await see(id)).wrong.items[0]?.problems[0]?.sentence).toBe(
      'Un giorno ha 24 ore, e con queste sarebbero di più. 20/11/2026: ci sono già 19 h 0 min.',
    )
    expect(await accept(id)).toEqual({ lines: 1, people: 1 })
  })

  test('knows who got another code since, and whose two records are one', async () => {
    const { world } = house
    const [provisional, definitive] = [nextTaxCode(), 'GHRRSL99D43A794X']
    const first = await load([HEAD, line({ code: provisional, activity: 'Prima' })].join('\n'))
    await accept(first.id)
    // The body took the person in once more, under the definitive code; the two records are recognised as one (change-tax-code.ts).
    const [twin] = await world.db.rows<{ id: string }>('SELECT id FROM person WHERE tax_code = $1', [provisional])
    const [other] = await world.db.rows<{ id: string }>(
      `INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code, demo)
       VALUES ($1, 'Òrsola', 'Ghirlandi', '1999-04-03', $2, true) RETURNING id`,
      [actor.organisation.id, definitive],
    )
    await world.db.rows(
      `INSERT INTO person_former_code (person_id, organisation_id, tax_code, replaced_at, replaced_by) VALUES ($1, $2, $3, now(), $4)`,
      [twin?.id, actor.organisation.id, provisional, actor.accountId],
    )
    await world.db.rows('UPDATE person SET tax_code = $2, same_as = $3 WHERE id = $1', [twin?.id, definitive, other?.id])
    const before = await counts()
    for (const code of [provisional, definitive]) {
      const again = await load([HEAD, line({ code, activity: 'Prima' }), line({ code, activity: `Dopo ${code}` })].join('\n'))
      expect(await see(again.id)).toMatchObject({ there: 1, ready: { lines: 1, people: 1 }, wrong: { total: 0 } })
      await accept(again.id)
    }
    expect(await counts()).toEqual({ ...before, lines: before.lines + 2, minutes: before.minutes + 300 })
  })

  test('changes the page of each volunteer whose hours it brings, and no other', async () => {
    const page = async (code: string) => {
      const [row] = await house.world.db.rows<{ id: string }>(
        'SELECT v.id FROM volunteer v JOIN person p ON p.id = v.person_id WHERE p.tax_code = $1',
        [code],
      )
      const volunteerId = row?.id ?? ''
      return readVolunteerPage({ actor, volunteerId, page: 1, at: house.clock.at }, house.world.db)
    }
    const [one, other] = [nextTaxCode(), nextTaxCode()]
    await accept((await load([HEAD, line({ code: one }), line({ code: other })].join('\n'))).id)
    const [before, untouched] = [await page(one), await page(other)]
    const again = await load([HEAD, line({ code: one, from: '18/11/2026' }), line({ code: one, from: '19/11/2026' })].join('\n'))
    await accept(again.id)
    const on = { actor, idempotencyKey: key(), askedOn: '2026-11-20' }
    await expect(attestHours({ ...on, volunteerId: before.id, seen: before.version }, house.world)).rejects.toMatchObject({
      code: 'page.stale',
      facts: { what: 'volunteer.import-hours' },
    })
    await attestHours({ ...on, volunteerId: untouched.id, seen: untouched.version }, house.world)
    const told = await house.world.db.rows(
      `SELECT facts FROM audit WHERE action = 'volunteer.import-hours' AND subject = $1 ORDER BY seq`,
      [before.id],
    )
    expect(told).toEqual([{ facts: { importId: expect.any(String), lines: 1 } }, { facts: { importId: again.id, lines: 2 } }])
  })

  test('may hold people alone, and other columns in any order', async () => {
    const { id } = await load(
      `Telefono,Nome,Cognome,Data di nascita,Codice Fiscale\n02,"Òrsola","Ghirlandi, detta Orsa",1999-04-03,${nextTaxCode()}\n,Òrsola,Ghirlandi,03.04.1999,${nextTaxCode()}`,
    )
    expect(await see(id)).toMatchObject({
      ready: { lines: 1, people: 1 },
      wrong: { items: [{ line: 2, problems: [{ column: 'familyName' }] }] },
    })
  })

  test('is nobody else’s', async () => {
    const { id } = await load(`${HEAD}\n${line()}`)
    const other = await otherBody(house, actor)
    const on = { actor: other, idempotencyKey: key(), importId: id }
    await expect(see(id, { as: other })).rejects.toMatchObject({ code: 'volunteer-import.unknown' })
    await expect(acceptImport({ ...on, demo: true }, house.world)).rejects.toMatchObject({ code: 'volunteer-import.unknown' })
    await expect(putAside({ ...on, line: 2 }, house.world)).rejects.toMatchObject({ code: 'volunteer-import.unknown' })
    expect((await readImports({ actor: other, page: 1 }, house.world.db)).total).toBe(0)
    const orobie = await house.who('officer-orobie', 'officer')
    await expect(load(HEAD, orobie)).rejects.toMatchObject({ code: 'volunteer.not-allowed' })
  })

  test('of five thousand lines is judged and taken in within seconds', async () => {
    const codes = Array.from({ length: 1000 }, () => nextTaxCode())
    const lines = Array.from({ length: 5000 }, (_, at) =>
      line({ code: codes[at % 1000] ?? '', from: `${(at % 28) + 1}/10/2026`, hours: String((at % 7) + 1) }),
    )
    const { id } = await load([HEAD, ...new Set(lines)].join('\n'))
    const began = performance.now()
    const found = await see(id)
    await accept(id)
    expect(found.ready.people).toBe(1000)
    expect(performance.now() - began).toBeLessThan(20_000)
  })
})
