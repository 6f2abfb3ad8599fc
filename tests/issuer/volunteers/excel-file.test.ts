import { afterAll, beforeAll, expect, test } from 'vitest'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'

interface Seen {
  readonly open: number
  readonly taken: number
  readonly there: number
  readonly ready: { readonly lines: number; readonly people: number }
  readonly wrong: {
    readonly total: number
    readonly items: { line: number; cells: Record<string, string>; problems: { column: string; code: string; sentence: string }[] }[]
  }
}

let service: Service
beforeAll(async () => {
  service = await openService()
})
afterAll(() => service.close())

const LINES = 500
/** What Windows-1252 has and Latin-1 has not, among what people write in a sheet. */
const WINDOWS: Readonly<Record<string, number>> = { '’': 0x92, '–': 0x96, '€': 0x80 }
const windows1252 = (text: string) => Buffer.from(Array.from(text, (letter) => WINDOWS[letter] ?? letter.charCodeAt(0)))

/** A sheet as an Italian Excel saves it: `;`, CRLF, d/m/yyyy, a comma before the decimals, quotes where a cell has them or a `;`. */
function sheetOf(codes: readonly string[]): string[] {
  const spelt = [
    ["D'Adùlio", 'Nèva'],
    ['Dell’Òrto', 'Ìride'],
    ['Ghirlàndi', 'Zoë Anna'],
    ['Peròtti', 'Gesù'],
  ] as const
  return codes.flatMap((code, who) => {
    const [familyName, givenName] = spelt[who % spelt.length] ?? spelt[0]
    return Array.from({ length: LINES / codes.length }, (_, at) =>
      [code, familyName, givenName, '7/4/1999', `${at + 1}/${(who % 9) + 1}/2026`, '', `${(at % 4) + 1},5`, ACTIVITIES[at % 3]].join(';'),
    )
  })
}
const ACTIVITIES = ['Doposcuola – città', '"Mensa; pacchi da 5 €"', '"Il ""filo d\'argento"""']

test('a sheet of five hundred lines from an Italian Excel gets in once, some mended in place, within seconds', async () => {
  const officer = await service.as('officer-ets')
  const codes = Array.from({ length: 100 }, () => nextTaxCode())
  const good = sheetOf(codes)
  const cut = (at: number) => (good[at] ?? '').split(';')
  const bad = [...good]
  bad[9] = cut(9).with(4, '31/2/2026').join(';') // a day that does not exist
  bad[49] = cut(49).with(6, '24,5').join(';') // more than a day has
  bad[199] = cut(199).with(0, '9,9E+10').join(';') // a code that the sheet took for a number
  bad[499] = cut(499).with(6, 'due ore').join(';')
  const HEAD = 'Codice fiscale;Cognome;Nome;Data di nascita;Dal;Al;Ore;Attività'
  const file = (lines: readonly string[]) => `${[HEAD, ...lines].join('\r\n')}\r\n`

  const load = async (bytes: Uint8Array) =>
    officer.send<{ id: string; before: boolean; code?: string }>('/api/volunteer-imports', {
      content: Buffer.from(bytes).toString('base64'),
    })
  const see = async (id: string) => (await officer.get<Seen>(`/api/volunteer-imports/${id}`)).body

  const began = performance.now()
  const { status, body: first } = await load(windows1252(file(bad)))
  expect([status, first.before]).toEqual([201, false])
  const found = await see(first.id)
  expect(found).toMatchObject({ open: LINES, there: 0, ready: { lines: LINES - 4, people: 100 }, wrong: { total: 4 } })
  expect(found.wrong.items.map(({ line, problems: [problem] }) => [line, problem?.column, problem?.code])).toEqual([
    [11, 'from', 'volunteer-import.day'],
    [51, 'hours', 'volunteer.too-many-hours'],
    [201, 'taxCode', 'person.tax-code'],
    [501, 'hours', 'volunteer.hours'],
  ])
  expect((await officer.send(`/api/volunteer-imports/${first.id}/accept`)).body).toEqual({ lines: LINES - 4, people: 100 })

  const right: Record<number, object> = {
    11: { from: cut(9)[4] },
    51: { hours: cut(49)[6] },
    201: { taxCode: cut(199)[0] },
    501: { hours: cut(499)[6] },
  }
  for (const { line, cells } of found.wrong.items) {
    const mended = await officer.send(`/api/volunteer-imports/${first.id}/mend`, { line, cells: { ...cells, ...right[line] } })
    expect([line, mended.status]).toEqual([line, 200])
  }
  expect((await officer.send(`/api/volunteer-imports/${first.id}/accept`)).body).toEqual({ lines: 4, people: 4 })
  expect(await see(first.id)).toMatchObject({ open: 0, taken: LINES })
  expect(performance.now() - began).toBeLessThan(15_000)

  // The same bytes are the import that they were; the same sheet saved as «CSV UTF-8» is another file that brings nothing.
  expect((await load(windows1252(file(bad)))).body).toEqual({ id: first.id, before: true })
  const { body: second } = await load(Buffer.from(`\uFEFF${file(good)}`))
  expect(second.before).toBe(false)
  expect(await see(second.id)).toMatchObject({ there: LINES, ready: { lines: 0 }, wrong: { total: 0 } })
  expect((await officer.send(`/api/volunteer-imports/${second.id}/accept`)).body).toMatchObject({ code: 'volunteer-import.nothing-ready' })

  const kept = await service.world.db.rows(
    `SELECT count(*)::int AS lines, sum(h.minutes)::int AS minutes, count(DISTINCT h.volunteer_id)::int AS people,
       array_agg(DISTINCT h.activity ORDER BY h.activity) AS activities FROM volunteer_hours h WHERE h.import_id = ANY ($1)`,
    [[first.id, second.id]],
  )
  // In each of a hundred people's five lines 1.5, 2.5, 3.5, 4.5 and 1.5 hours.
  expect(kept).toEqual([
    {
      lines: LINES,
      minutes: 100 * 13.5 * 60,
      people: 100,
      activities: ['Doposcuola – città', 'Il "filo d\'argento"', 'Mensa; pacchi da 5 €'],
    },
  ])
  const names = await service.world.db.rows<{ name: string }>(
    `SELECT DISTINCT p.family_name AS name FROM volunteer_hours h JOIN volunteer v ON v.id = h.volunteer_id JOIN person p ON p.id = v.person_id
     WHERE h.import_id = $1 ORDER BY 1`,
    [first.id],
  )
  expect(new Set(names.map(({ name }) => name))).toEqual(new Set(["D'Adùlio", 'Dell’Òrto', 'Ghirlàndi', 'Peròtti']))
}, 60_000)

test('a workbook itself, chosen for the CSV, is told how to be saved', async () => {
  const officer = await service.as('officer-ets')
  const workbook = Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0, 8, 0, 0, 0])
  const { status, body } = await officer.send('/api/volunteer-imports', { content: workbook.toString('base64') })
  expect([status, body.code]).toEqual([422, 'volunteer-import.not-csv'])
})
