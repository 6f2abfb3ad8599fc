import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDeskPool } from '../../../issuer/db/desk.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { key, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { reason, type Walk, walkTo, welcome } from '../walk.ts'
import { attempt, type DeskPool, seatedAt } from './desk-seat.ts'

const PATH = 'docs/walls.md'

let house: House
let desk: DeskPool
const seats = new Map<string, string>()
const as = (name: string, text: string, values: readonly unknown[] = []) => attempt(desk, seats.get(name) ?? '', text, values)
const seat = (name: string) => seats.get(name) ?? ''
beforeAll(async () => {
  house = await openHouse()
  for (const [sub, role] of [
    ['officer-orobie', 'officer'],
    ['officer-cpi-lecco', 'officer'],
    ['chamber-bergamo', 'chamber'],
    ['chamber-como-lecco', 'chamber'],
    ['region-1', 'region'],
  ] as const)
    seats.set(sub, (await house.who(sub, role)).organisation.id)
  desk = openDeskPool(house.database.pool)
})
afterAll(async () => {
  await desk.end()
  await house.close()
})

/** A case of the body of Orobie as far as this act. */
async function walked(last: Parameters<typeof walkTo>[0]): Promise<Walk> {
  const walk = await welcome(house, await peopleOf(house))
  await walkTo(last, walk)
  return walk
}

test(`what a desk may write, table by table and column by column, stands in ${PATH} with whose act it is`, async () => {
  const { rows } = await house.database.pool.query<{ table: string; adds: boolean; removes: boolean; changes: string[] | null }>(
    `SELECT c.relname AS table, has_table_privilege('attesta_desk', c.oid, 'INSERT') AS adds,
       has_table_privilege('attesta_desk', c.oid, 'DELETE') AS removes,
       (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
         AND NOT a.attisdropped AND has_column_privilege('attesta_desk', c.oid, a.attnum, 'UPDATE')) AS changes
     FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`,
  )
  const there = rows.filter(({ adds, removes, changes }) => adds || removes || changes !== null)
  const said = readFileSync(PATH, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const named = (cell = '') => [...cell.matchAll(/`([a-z_0-9]+)`/g)].map((match) => match[1] ?? '')
  expect(Object.fromEntries(said.map(([, table, verbs = '', changes]) => [named(table)[0], [verbs, named(changes).sort()]]))).toEqual(
    Object.fromEntries(
      there.map(({ table, adds, removes, changes }) => [
        table,
        [[adds ? 'adds' : '', removes ? 'removes' : ''].filter((verb) => verb !== '').join(', '), changes ?? []],
      ]),
    ),
  )
  expect(said.filter((cells) => (cells[4] ?? '').length < 10)).toEqual([])
})

describe('numbers of others', () => {
  test('a series goes on by one, of one’s own or of the titolare that recognises one', async () => {
    await walked('release-transparency')
    const set = (by: string) => `UPDATE register_counter SET last = last ${by} WHERE organisation_id = $1`
    for (const name of ['officer-orobie', 'region-1']) {
      expect(await as('officer-orobie', set('+ 1'), [seat(name)]), name).toBeGreaterThan(0)
      for (const by of ['- 1', '+ 5', '* 0']) expect(await as('officer-orobie', set(by), [seat(name)]), by).toBe('42501')
    }
    expect(await as('officer-cpi-lecco', set('+ 1'), [seat('officer-orobie')])).toBe(0)
    const begin = `INSERT INTO register_counter (organisation_id, series, year, last) VALUES ($1, 'X', 2026, $2)`
    expect(await as('officer-orobie', begin, [seat('officer-cpi-lecco'), 1])).toBe('42501')
    expect(await as('officer-orobie', begin, [seat('officer-orobie'), 900])).toBe('42501')
    expect(await as('officer-orobie', `UPDATE register_counter SET series = 'Y'`)).toBe('42501')
  })

  test('a place in the status list of others is reserved by a decision, or not at all', async () => {
    await walked('sign-minutes')
    const reserve = `INSERT INTO status_index (list_id, idx, organisation_id, size, attestation_id)
      SELECT l.id, 77, l.organisation_id, l.size, gen_random_uuid() FROM status_list l WHERE l.organisation_id = $1`
    for (const name of ['officer-cpi-lecco', 'chamber-como-lecco', 'region-1'])
      expect(await as(name, reserve, [seat('officer-orobie')]), name).toBe('42501')
    // The Chamber that decided about its people sees the end of the transaction before it is refused.
    expect(await as('chamber-bergamo', reserve, [seat('officer-orobie')])).toBe('42501')
    expect(await as('officer-orobie', reserve, [seat('officer-orobie')])).toBe(1)
    const list = 'INSERT INTO status_list (organisation_id, number, size) VALUES ($1, 900, 131072)'
    expect(await as('officer-cpi-lecco', list, [seat('officer-orobie')])).toBe('42501')
    expect(await as('officer-cpi-lecco', list, [seat('officer-cpi-lecco')])).toBe(1)
  })
})

test('a mandate is given by whose it is, accepted by whoever holds it, and taken back by whoever gave it', async () => {
  const give = `INSERT INTO edc_mandate (id, organisation_id, mandatary_id, kinds, statement, act_number, act_date, valid_from, valid_until, sealed, created_at)
    VALUES (gen_random_uuid(), $1, $2, '{trasparenza}', 'x', 'M/1', '2026-01-01', now(), now() + interval '1 year', 'x', now()) RETURNING id`
  expect(await as('officer-cpi-lecco', give, [seat('officer-orobie'), seat('officer-cpi-lecco')])).toBe('42501')
  const { rows } = await house.database.pool.query<{ id: string }>(give, [seat('officer-orobie'), seat('officer-cpi-lecco')])
  const id = rows[0]?.id
  const note = (table: string, by: string) =>
    `INSERT INTO ${table} (mandate_id, organisation_id, ${by}_by, ${by}_at) SELECT $1, $2, (SELECT account_id FROM membership WHERE organisation_id = $2 LIMIT 1), now()`
  const accept = note('edc_mandate_acceptance', 'accepted')
  expect(await as('officer-orobie', accept, [id, seat('officer-orobie')])).toBe('42501')
  expect(await as('officer-orobie', accept, [id, seat('officer-cpi-lecco')])).toBe('42501')
  expect(await as('officer-cpi-lecco', accept, [id, seat('officer-cpi-lecco')])).toBe(1)
  const withdraw = note('edc_mandate_withdrawal', 'withdrawn')
  expect(await as('officer-cpi-lecco', withdraw, [id, seat('officer-cpi-lecco')])).toBe('42501')
  expect(await as('officer-orobie', withdraw, [id, seat('officer-orobie')])).toBe(1)
  expect(await as('officer-orobie', 'UPDATE edc_mandate SET valid_until = now()')).toBe('42501')
  expect(await as('officer-cpi-lecco', 'DELETE FROM edc_setting')).toBe('42501')
})

describe('a case of one’s own', () => {
  test('is another person’s, of another body, under other rules, by another number: never', async () => {
    const { caseId } = await walked('request-commission')
    const other = (await walked('begin-identification')).caseId
    for (const change of [
      `rule_pack_version = 'x'`,
      `rule_pack_id = 'x'`,
      `number = 'X/1'`,
      `person_id = (SELECT person_id FROM ivc_case WHERE id = '${other}')`,
      `organisation_id = '${seat('officer-cpi-lecco')}'`,
      `province = 'LC'`,
      `kind = 'frequenza'`,
      'demo = false',
      'created_at = now()',
    ])
      expect(await as('officer-orobie', `UPDATE ivc_case SET ${change} WHERE id = $1`, [caseId]), change).toBe('42501')
  })

  test('what was applied for, planned and found is written where the case stands, and not after', async () => {
    const { caseId } = await walked('request-commission')
    for (const change of [
      `UPDATE ivc_case SET profile = 'x' WHERE id = $1`,
      `UPDATE ivc_case SET title = '{"it":"x"}' WHERE id = $1`,
      `UPDATE ivc_case SET learning = '{}' WHERE id = $1`,
      `UPDATE ivc_case SET assessment = '{}' WHERE id = $1`,
      'UPDATE ivc_case SET version = 0 WHERE id = $1',
      `UPDATE case_application SET admitted = false WHERE case_id = $1`,
      `UPDATE case_plan SET place = 'x' WHERE case_id = $1`,
      `UPDATE case_validation SET reason = 'un altro motivo' WHERE case_id = $1`,
      `UPDATE case_experience SET title = 'altro' WHERE case_id = $1`,
      `UPDATE case_competence SET validated = false WHERE case_id = $1`,
      `UPDATE case_competence SET competence = '{}' WHERE case_id = $1`,
      'UPDATE case_reception SET informed_at = now() WHERE case_id = $1',
      'DELETE FROM case_support WHERE case_id = $1',
      `INSERT INTO case_experience (organisation_id, case_id, position, context, title) SELECT organisation_id, id, 9, 'lavoro', 'xx' FROM ivc_case WHERE id = $1`,
    ])
      expect(await as('officer-orobie', change, [caseId]), change).toBe('42501')
    const open = (await walked('begin-identification')).caseId
    expect(await as('officer-orobie', `UPDATE ivc_case SET profile = 'x' WHERE id = $1`, [open])).toBe(1)
    expect(await as('officer-orobie', `UPDATE case_experience SET title = 'altro' WHERE case_id = $1`, [open])).toBe(1)
  })

  test('papers of the office that appoints are filed by it, and sealed in nobody else’s name', async () => {
    const { caseId } = await walked('sign-minutes')
    const file = `INSERT INTO case_document (organisation_id, case_id, class, title, dated, sealed_by) SELECT organisation_id, id, $2, 'x', now(), $3
      FROM ivc_case WHERE id = $1`
    const name = async (sub: string) =>
      (await house.database.pool.query<{ name: string }>('SELECT name FROM organisation WHERE id = $1', [seat(sub)])).rows[0]?.name
    for (const paper of ['nomina', 'revoca', 'convocazione', 'dichiarazioni', 'verbale'])
      expect(await as('officer-orobie', file, [caseId, paper, null]), paper).toBe('42501')
    expect(await as('officer-orobie', file, [caseId, 'attestato', await name('chamber-bergamo')])).toBe('42501')
    expect(await as('officer-orobie', file, [caseId, 'attestato', await name('officer-orobie')])).toBe(1)
    expect(await as('chamber-bergamo', file, [caseId, 'verbale', await name('officer-orobie')])).toBe('42501')
    expect(await as('chamber-bergamo', file, [caseId, 'verbale', await name('chamber-bergamo')])).toBe(1)
  })

  test('a commission is asked for while the case waits for one, without an answer, and answered by a commission that hears it', async () => {
    const { caseId } = await walked('open-sitting')
    const waiting = (await walked('request-commission')).caseId
    const early = (await walked('release-validation')).caseId
    const ask = `INSERT INTO commission_request (organisation_id, chamber_id, case_id, requested_at, requested_by, commission_id)
      SELECT $1, $2, $3, now(), (SELECT id FROM account LIMIT 1), $4`
    const chamber = seat('chamber-bergamo')
    const { rows } = await house.database.pool.query<{ id: string }>(
      'SELECT commission_id AS id FROM commission_candidate WHERE case_id = $1',
      [caseId],
    )
    const commission = rows[0]?.id
    expect(await as('officer-orobie', ask, [seat('officer-orobie'), chamber, early, null])).toBe('42501')
    expect(await as('officer-orobie', ask, [seat('officer-orobie'), chamber, waiting, commission])).toBe('42501')
    const answer = 'UPDATE commission_request SET commission_id = $2 WHERE case_id = $1'
    expect(await as('chamber-bergamo', answer, [waiting, commission])).toBe('42501')
    expect(await as('chamber-como-lecco', answer, [waiting, commission])).toBe(0)
    expect(await as('officer-orobie', answer, [waiting, commission])).toBe(0)
  })

  test('the reason of an act is given by whose act it is', async () => {
    const { caseId } = await walked('open-sitting')
    const say = `INSERT INTO case_reason (transition_id, organisation_id, case_id, class, reason)
      SELECT id, organisation_id, case_id, 'x', 'perché sì' FROM case_transition WHERE case_id = $1 AND state = $2`
    expect(await as('officer-orobie', say, [caseId, 'convocato'])).toBe('42501')
    expect(await as('officer-orobie', say, [caseId, 'individuazione'])).toBe(1)
    expect(await as('chamber-bergamo', say, [caseId, 'individuazione'])).toBe('42501')
    expect(await as('chamber-bergamo', say, [caseId, 'convocato'])).toBe(1)
  })
})

test('what the Region suspended no body lifts, and nobody decides in its name', async () => {
  const { caseId } = await walked('release-transparency')
  const { rows } = await house.database.pool.query<{ id: string; number: string }>(
    'SELECT id, number FROM attestation WHERE case_id = $1',
    [caseId],
  )
  const change = `INSERT INTO status_change (attestation_id, seq, organisation_id, list_id, idx, word, since, reason_class, reason, decided_by, decided_for)
    SELECT id, $2, organisation_id, list_id, idx, $3, now(), 'verifica-in-corso', 'perché', released_by, $4 FROM attestation WHERE id = $1`
  const id = rows[0]?.id ?? ''
  expect(await as('officer-orobie', change, [id, 1, 'sospeso', seat('region-1')])).toBe('42501')
  const actor = await house.who('region-1', 'region')
  const input = { actor, idempotencyKey: key(), attestationId: id, confirmNumber: rows[0]?.number ?? '', reasonClass: 'verifica-in-corso' }
  const date = house.clock.at.toISOString().slice(0, 10)
  await suspend({ ...input, reason: reason.text, act: { number: 'DD/1', date } }, house.world)
  expect(await as('officer-orobie', change, [id, 2, 'valido', seat('officer-orobie')])).toBe('42501')
  expect(await as('officer-orobie', change, [id, 2, 'annullato', seat('officer-orobie')])).toBe(1)
})

test('a release of the repertory is the Region’s, and begins undecided', async () => {
  const put = (
    decision: string,
  ) => `INSERT INTO repertory_release (organisation_id, kind, name, content, sha256, valid_from, uploaded_by, uploaded_at
      ${decision === '' ? '' : ', decision, decided_by, decided_at, decision_reason'})
    SELECT $1, 'repertory', 'x', '{}', decode(repeat('00', 32), 'hex'), now(), (SELECT id FROM account WHERE subject = 'region-1'), now()
      ${decision === '' ? '' : `, 'accepted', (SELECT id FROM account WHERE subject = 'officer-orobie'), now(), 'perché sì'`}`
  expect(await as('officer-orobie', put(''), [seat('officer-orobie')])).toBe('42501')
  expect(await as('region-1', put('accepted'), [seat('region-1')])).toBe('42501')
})

test('a letter goes to whom one’s own acts are about', async () => {
  await walked('request-commission')
  const letter = `INSERT INTO outbox (organisation_id, topic, payload) VALUES ($1, 'exam.convened', '{}')`
  expect(await as('officer-orobie', letter, [seat('officer-cpi-lecco')])).toBe('42501')
  expect(await as('chamber-como-lecco', letter, [seat('officer-orobie')])).toBe('42501')
  expect(await as('chamber-bergamo', letter, [seat('officer-orobie')])).toBe(1)
  expect(await as('region-1', letter, [seat('officer-orobie')])).toBe(1)
})

test('a desk that was taken twice is one of the two', async () => {
  // The right of the second is not that of the first: what is refused to the one stays refused beside the other.
  const text = 'UPDATE register_counter SET last = last + 1 WHERE organisation_id = $1'
  const [own, others] = await Promise.all([
    seatedAt(desk, seat('officer-orobie'), async (client) => (await client.query(text, [seat('officer-orobie')])).rowCount),
    seatedAt(desk, seat('officer-cpi-lecco'), async (client) => (await client.query(text, [seat('officer-orobie')])).rowCount),
  ])
  expect(own).toBeGreaterThan(0)
  expect(others).toBe(0)
})
