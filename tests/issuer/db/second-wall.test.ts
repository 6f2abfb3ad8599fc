import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../issuer/db/database.ts'
import { openDeskPool, sitDown, takeSeat } from '../../../issuer/db/desk.ts'
import { decided, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { walkTo, welcome } from '../walk.ts'

/** Tables that tell of a person or a case, and stay outside the wall: each with its reason. */
const OUTSIDE: Readonly<Record<string, string>> = {
  outbox: 'jobs read it, no desk does; a desk only adds to it',
  status_index: 'numbers only',
  edc_order: 'between two organisations by its nature; ids only',
}

let house: House
let desk: ReturnType<typeof openDeskPool>
let orobie: string
let lecco: string
beforeAll(async () => {
  house = await openHouse()
  const people = await peopleOf(house)
  await decided(house, people)
  await walkTo('release-validation', await welcome(house, people))
  desk = openDeskPool(house.database.pool)
  orobie = people.officer.organisation.id
  lecco = (await house.who('officer-cpi-lecco', 'officer')).organisation.id
})
afterAll(async () => {
  await desk.end()
  await house.close()
})

/** What a query finds that forgot to ask for whose it is. */
function seenFrom(organisationId: string, text: string): Promise<{ n: number }[]> {
  return new Promise((resolve, reject) => {
    takeSeat(() => {
      sitDown(organisationId)
      openDatabase({ pool: desk, now: () => house.clock.at })
        .rows<{ n: number }>(text)
        .then(resolve, reject)
    })
  })
}

describe('the second wall', () => {
  test('stands around every table that tells of a person or a case', async () => {
    const { rows } = await house.database.pool.query<{ name: string }>(
      `SELECT DISTINCT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT c.relrowsecurity AND NOT a.attisdropped
         AND a.attname IN ('case_id', 'person_id', 'attestation_id', 'sitting_id', 'tax_code', 'evidence_id') ORDER BY 1`,
    )
    expect(rows.map(({ name }) => name).filter((name) => !(name in OUTSIDE))).toEqual([])
  })

  test('a query that forgot to ask whose it is finds only what is its own', async () => {
    const { rows: walled } = await house.database.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace ORDER BY 1`,
    )
    expect(walled.length).toBeGreaterThan(30)
    for (const { name } of walled) {
      const count = `SELECT count(*)::int AS n FROM ${name}`
      expect(
        await seenFrom(lecco, name === 'idempotency' || name === 'audit' ? `${count} WHERE organisation_id <> '${lecco}'` : count),
        name,
      ).toEqual([{ n: 0 }])
      expect(await seenFrom('', count), name).toEqual([{ n: 0 }])
    }
    for (const name of ['ivc_case', 'person', 'case_evidence', 'attestation', 'minutes', 'commission', 'expert', 'decision_outcome']) {
      expect((await seenFrom(orobie, `SELECT count(*)::int AS n FROM ${name}`))[0]?.n, name).toBeGreaterThan(0)
    }
  })

  test('nobody writes into the books of another, nor reads who is logged in', async () => {
    await expect(seenFrom(lecco, `UPDATE ivc_case SET number = 'X' RETURNING 1 AS n`)).resolves.toEqual([])
    await expect(
      seenFrom(
        lecco,
        `INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code) VALUES ('${orobie}', 'A', 'B', '1990-01-01', '00000000000') RETURNING 1 AS n`,
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(seenFrom(orobie, 'SELECT count(*)::int AS n FROM session')).rejects.toMatchObject({ code: '42501' })
  })
})
