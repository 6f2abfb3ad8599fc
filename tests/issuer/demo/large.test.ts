import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { seedLarge } from '../../../issuer/demo/large/seed-large.ts'
import { type CaseState, mayFollow } from '../../../issuer/procedure/procedure.ts'
import { readVolunteers } from '../../../issuer/reads/volunteers/volunteers.ts'
import { type House, openHouse } from '../house.ts'

const NOW = new Date('2026-11-23T09:00:00Z')
const CASES = 40

/** A small piece of the large demo, by the same way: what is seen on it is true of the whole. */
describe('the history that the large demo lives through', () => {
  let house: House
  let acts: number
  beforeAll(async () => {
    house = await openHouse()
    acts = await seedLarge({
      world: house.world,
      setClock: (at) => {
        house.clock.at = at
      },
      keystore: { create: async () => undefined as never }, // this house makes the keys that it is asked for
      cases: CASES,
      volunteers: 6,
      now: NOW,
    })
    house.clock.at = NOW
  })
  afterAll(() => house.close())

  test('is that of sixty organisations, all recognised, and marked as a demonstration', async () => {
    const [row] = await house.world.db.rows(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE demo)::int AS marked, count(*) FILTER (WHERE kind = 'chamber')::int AS chambers,
         count(*) FILTER (WHERE kind <> 'region' AND NOT EXISTS (SELECT 1 FROM recognition r WHERE r.organisation_id = o.id))::int AS unknown
       FROM organisation o`,
    )
    expect(row).toEqual({ all: 60, marked: 60, chambers: 7, unknown: 0 })
  })

  test('brings in the register of the third-sector body: three years of hours, some of them enough', async () => {
    const [row] = await house.world.db.rows<{ volunteers: number; lines: number; open: number; marked: boolean }>(
      `SELECT (SELECT count(*)::int FROM volunteer) AS volunteers, (SELECT count(*)::int FROM volunteer_hours WHERE import_id IS NOT NULL) AS lines,
         (SELECT count(*)::int FROM volunteer_import_line WHERE state = 'open') AS open, (SELECT bool_and(p.demo) FROM volunteer v JOIN person p ON p.id = v.person_id) AS marked`,
    )
    expect(row).toMatchObject({ lines: 6 * 36, open: 0, marked: true })
    const ets = await house.who('officer-ets', 'officer')
    const { total, items } = await readVolunteers({ actor: ets, asked: { order: 'ore' }, at: NOW }, house.world.db)
    expect(total).toBe(row?.volunteers)
    expect(new Set(items.map(({ reached }) => reached !== undefined)).size).toBe(2)
  })

  test('brings every case where the procedure leads, one act after the other, and nothing ahead of today', async () => {
    const moves = await house.world.db.rows<{ case_id: string; state: CaseState; at: Date }>(
      'SELECT case_id, state, at FROM case_transition ORDER BY case_id, id',
    )
    const histories = grouped(moves)
    expect(histories.size).toBe(CASES)
    for (const history of histories.values()) {
      expect(history.map(({ state }, index) => mayFollow(history[index - 1]?.state, state))).not.toContain(false)
      const times = history.map(({ at }) => at.getTime())
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(Math.max(...times)).toBeLessThanOrEqual(NOW.getTime())
    }
    expect(acts).toBeGreaterThan(CASES * 4)
  })

  test('ends in different ways, some of them with a certificate', async () => {
    const rows = await house.world.db.rows<{ state: CaseState; cases: number }>(
      'SELECT state, count(*)::int AS cases FROM ivc_case GROUP BY state',
    )
    const counts = Object.fromEntries(rows.map(({ state, cases }) => [state, cases]))
    expect(counts.rilasciato).toBeGreaterThan(5)
    expect(rows.length).toBeGreaterThan(4)
    const [released] = await house.world.db.rows(`SELECT count(*)::int AS cases FROM attestation WHERE kind = 'certificato'`)
    expect(released?.cases).toBe((counts.rilasciato ?? 0) + (counts.annullato ?? 0))
  })

  test('leaves an audit trail that holds', async () => {
    const { rows, breaks } = await verifyAudit(house.world.db)
    expect(breaks).toEqual([])
    expect(rows).toBeGreaterThan(acts)
  })
})

function grouped<Row extends { case_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(row.case_id, [...(groups.get(row.case_id) ?? []), row])
  return groups
}
