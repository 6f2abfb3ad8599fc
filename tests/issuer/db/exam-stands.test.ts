import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDeskPool } from '../../../issuer/db/desk.ts'
import { eraseDossier } from '../../../issuer/retention/erase-dossier.ts'
import { decideUpload } from '../../../issuer/steps/citizen/decide-upload.ts'
import { conclude } from '../../../issuer/steps/end-early.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { type Walk, walkTo, welcome } from '../walk.ts'
import { attempt, type DeskPool, seatedAt } from './desk-seat.ts'

/** What somebody who took over the console of a body, or of a Chamber, might type into its connection. */

let house: House
let people: People
let desk: DeskPool
let lecco: string
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  lecco = (await house.who('officer-cpi-lecco', 'officer')).organisation.id
  desk = openDeskPool(house.database.pool)
})
afterAll(async () => {
  await desk.end()
  await house.close()
})

const asBody = (text: string, values: readonly unknown[] = []) => attempt(desk, people.officer.organisation.id, text, values)
const asChamber = (text: string, values: readonly unknown[] = []) => attempt(desk, people.chamber.organisation.id, text, values)
async function walked(last: Parameters<typeof walkTo>[0]): Promise<Walk> {
  const walk = await welcome(house, people)
  await walkTo(last, walk)
  return walk
}
async function only<Row extends object>(text: string, id: string): Promise<Row> {
  const { rows } = await house.database.pool.query<Row>(text, [id])
  const [row] = rows
  if (row === undefined) throw new Error('nothing there')
  return row
}
const personOf = async ({ caseId }: Walk) =>
  (await only<{ person_id: string }>('SELECT person_id FROM ivc_case WHERE id = $1', caseId)).person_id
const commissionOf = async ({ caseId }: Walk) =>
  only<{ commission: string; sitting: string; organisation: string }>(
    `SELECT s.commission_id AS commission, s.id AS sitting, s.organisation_id AS organisation FROM sitting s
       JOIN commission_candidate c ON c.commission_id = s.commission_id WHERE c.case_id = $1`,
    caseId,
  )

describe('what a person brought', () => {
  const drop = 'DELETE FROM case_evidence_file f USING case_evidence e WHERE e.id = f.evidence_id AND e.case_id = $1'

  test('goes while the dossier is written, and at no stage after it, by no hand of the body', async () => {
    const begun = await walked('begin-identification')
    expect(await asBody(drop, [begun.caseId])).toBe(1)
    for (const last of ['file-application', 'request-commission', 'appoint', 'open-sitting', 'sign-minutes', 'release'] as const) {
      const { caseId } = await walked(last)
      expect(await asBody(drop, [caseId]), last).toBe('42501')
      expect(await asBody('DELETE FROM case_evidence WHERE case_id = $1', [caseId]), last).toBe('42501')
      expect(await asBody(`UPDATE case_evidence_file SET sealed = '\\x00'`), last).toBe('42501')
    }
  })

  test('is erased by the service when its time is over, and is not put there again', async () => {
    const walk = await walked('release-transparency')
    const { caseId, people: by } = walk
    await conclude({ actor: by.officer, idempotencyKey: key(), caseId }, house.world)
    expect(
      await eraseDossier(
        { caseId, organisationId: by.officer.organisation.id, number: '', due: '' },
        { db: house.world.db, at: house.clock.at },
      ),
    ).toBe('erased')
    expect(await asBody(drop, [caseId])).toBe(0)
    const back = `INSERT INTO case_evidence_file (evidence_id, organisation_id, sealed) SELECT id, organisation_id, '\\x00' FROM case_evidence WHERE case_id = $1`
    expect(await asBody(back, [caseId])).toBe('42501')
  })
})

test('what a person sent goes once it was decided about', async () => {
  const { caseId } = await walked('begin-identification')
  const { organisation } = people.officer
  const id = randomUUID()
  await house.database.pool.query(
    `INSERT INTO citizen_upload (id, organisation_id, case_id, send_key, class, title, media_type, size, sha256, arrived_at)
     VALUES ($1, $2, $3, 'test-upload', 'contratto', 'Contratto', 'image/jpeg', 1, decode(repeat('00', 32), 'hex'), now())`,
    [id, organisation.id, caseId],
  )
  await house.database.pool.query(`INSERT INTO citizen_upload_file (upload_id, organisation_id, sealed) VALUES ($1, $2, '\\x00')`, [
    id,
    organisation.id,
  ])
  const drop = 'DELETE FROM citizen_upload_file WHERE upload_id = $1'
  expect(await asBody(drop, [id])).toBe('42501')
  const accept = `WITH gone AS (${drop} RETURNING 1) UPDATE citizen_upload SET state = 'accepted', decided_at = now(), decided_by = $2
    FROM gone WHERE id = $1`
  expect(await asBody(accept, [id, people.officer.accountId])).toBe('42501')
  const on = { actor: people.officer, idempotencyKey: key(), caseId, uploadId: id }
  await decideUpload({ ...on, accepted: true }, house.world)
  const { rows } = await house.database.pool.query('SELECT 1 FROM citizen_upload_file WHERE upload_id = $1', [id])
  expect(rows).toEqual([])
})

describe('who a person is', () => {
  const changes = [
    `given_name = 'Altra'`,
    `family_name = 'Altro'`,
    `birth_date = birth_date - 1`,
    `tax_code = '99099099096'`,
    `same_as = (SELECT o.id FROM person o WHERE o.organisation_id = person.organisation_id AND o.id <> person.id LIMIT 1)`,
  ]

  test('stays while a commission is at work', async () => {
    for (const last of ['appoint', 'open-sitting', 'sign-minutes', 'register'] as const) {
      const id = await personOf(await walked(last))
      for (const change of changes)
        expect(await asBody(`UPDATE person SET ${change} WHERE id = $1`, [id]), `${last} ${change}`).toBe('42501')
      expect(await asBody(`UPDATE person SET email = 'altra@posta.example' WHERE id = $1`, [id])).toBe(1)
    }
  })

  test('stays as it was sealed, from the first act on', async () => {
    await walked('begin-identification')
    for (const last of ['release-transparency', 'release'] as const) {
      const id = await personOf(await walked(last))
      for (const change of changes)
        expect(await asBody(`UPDATE person SET ${change} WHERE id = $1`, [id]), `${last} ${change}`).toBe('42501')
    }
    const open = await personOf(await walked('begin-identification'))
    expect(await asBody(`UPDATE person SET given_name = 'Altra' WHERE id = $1`, [open])).toBe(1)
  })

  test('is one with another record only where both say the same, and then for good', async () => {
    const [one, other] = [await personOf(await walked('begin-identification')), await personOf(await walked('begin-identification'))]
    const recognise = 'UPDATE person SET same_as = $2 WHERE id = $1'
    expect(await asBody(recognise, [one, other])).toBe('42501')
    const begin = `INSERT INTO person (organisation_id, given_name, family_name, birth_date, tax_code, demo, same_as)
      SELECT organisation_id, given_name, family_name, birth_date, tax_code, demo, id FROM person WHERE id = $1`
    expect(await asBody(begin, [one])).toBe('42501')
    expect(
      await asBody('UPDATE person p SET same_as = o.id, tax_code = o.tax_code FROM person o WHERE p.id = $1 AND o.id = $2', [one, other]),
    ).toBe(1)
    await house.database.pool.query(
      'UPDATE person p SET same_as = o.id, tax_code = o.tax_code FROM person o WHERE p.id = $1 AND o.id = $2',
      [one, other],
    )
    // The code is the other's by now, and no two have it that are not one.
    expect(await asBody(recognise, [one, null])).toBe('23505')
  })
})

describe('a sitting', () => {
  test('is closed by its minutes, signed on a text, opened once', async () => {
    const { sitting } = await commissionOf(await walked('open-sitting'))
    for (const change of [
      `state = 'closed'`,
      `state = 'signing'`,
      `state = 'convened', opened_at = NULL, opened_by = NULL`,
      `opened_at = opened_at + interval '1 hour'`,
    ])
      expect(await asChamber(`UPDATE sitting SET ${change} WHERE id = $1`, [sitting]), change).toBe('42501')
    const convened = await commissionOf(await walked('appoint'))
    for (const state of ['signing', 'closed'])
      expect(
        await asChamber(`UPDATE sitting SET state = $2, opened_at = now() + interval '9 years' WHERE id = $1`, [convened.sitting, state]),
      ).toBe('42501')
    const { sitting: closed } = await commissionOf(await walked('sign-minutes'))
    for (const state of ['open', 'signing'])
      expect(await asChamber('UPDATE sitting SET state = $2 WHERE id = $1', [closed, state]), state).toBe('42501')
  })

  test('is convened by the appointment that it belongs to, once', async () => {
    const convene = (
      state: string,
    ) => `INSERT INTO sitting (organisation_id, commission_id, appointed_at, quorum_required, planned_at, place, state, opened_at)
      SELECT organisation_id, id, appointed_at, quorum_required, now(), 'x', '${state}', ${state === 'convened' ? 'NULL' : `appointed_at + interval '1 hour'`}
      FROM commission WHERE id = $1`
    const { commission } = await commissionOf(await walked('appoint'))
    expect(await asChamber(convene('convened'), [commission])).toBe('42501')
    expect(await asChamber(convene('closed'), [commission])).toBe('42501')
    // A commission that somebody wrote down, without an appointment: of nobody, and then of whom nobody was asked about.
    const { caseId } = await walked('open-sitting')
    const chamber = people.chamber.organisation.id
    const columns = await house.database.pool.query<{ names: string }>(
      `SELECT string_agg(quote_ident(column_name), ', ') AS names FROM information_schema.columns WHERE table_name = 'commission'
         AND is_generated = 'NEVER' AND column_name NOT IN ('id', 'act_number')`,
    )
    const names = columns.rows[0]?.names ?? ''
    const came = await seatedAt(desk, chamber, async (client) => {
      const bare = randomUUID()
      const codeOf = (text: string) =>
        client.query(text).then(
          () => 'done',
          (error: { code?: string }) => error.code,
        )
      await client.query(`INSERT INTO commission (id, act_number, ${names}) SELECT $1, 'X/1', ${names} FROM commission WHERE id = $2`, [
        bare,
        commission,
      ])
      await client.query('SAVEPOINT bare')
      const alone = await client.query(convene('convened'), [bare]).catch((error: { code?: string }) => error.code)
      await client.query('ROLLBACK TO bare')
      await client.query(
        `INSERT INTO commission_member (commission_id, organisation_id, expert_id, role)
         SELECT $1, organisation_id, expert_id, role FROM commission_member WHERE commission_id = $2`,
        [bare, commission],
      )
      await client.query(
        `INSERT INTO commission_candidate (commission_id, organisation_id, case_id, body_id)
         SELECT $1, $3, id, organisation_id FROM ivc_case WHERE id = $2`,
        [bare, caseId, chamber],
      )
      await client.query(convene('convened'), [bare])
      return [alone, await codeOf('SET CONSTRAINTS sitting_answers IMMEDIATE')]
    })
    expect(came).toEqual(['42501', '42501'])
  })
})

describe('somebody left out of a sitting', () => {
  test('has left its exam: a row alone would let the sitting be called off over their head', async () => {
    const walk = await walked('open-sitting')
    const { commission, sitting, organisation } = await commissionOf(walk)
    const leave = `INSERT INTO sitting_left_out (sitting_id, organisation_id, case_id, why, recorded_at, recorded_by) VALUES ($1, $2, $3, 'assente', $5, $4)`
    const values = [sitting, organisation, walk.caseId, people.president.accountId, house.clock.at]
    expect(await asChamber(leave, values)).toBe('42501')
    const both = await seatedAt(desk, organisation, async (client) => {
      await client.query(leave, values)
      await client.query(
        `INSERT INTO commission_revocation (commission_id, organisation_id, act_number, reason, revoked_at, revoked_by, sealed)
         VALUES ($1, $2, 'X/1', 'perché sì', now(), $3, 'x.y.z')`,
        [commission, organisation, people.chamber.accountId],
      )
      return client.query('SET CONSTRAINTS ALL IMMEDIATE').then(
        () => 'accepted',
        ({ constraint }: { constraint?: string }) => constraint,
      )
    })
    expect(both).toBe('sitting_left_out_moved')
  })
})

describe('that a case was handed over', () => {
  test('is said by no desk, at no stage', async () => {
    for (const last of ['begin-identification', 'open-sitting'] as const) {
      const { caseId } = await walked(last)
      expect(await asBody('UPDATE ivc_case SET handed_to = $2 WHERE id = $1', [caseId, lecco]), last).toBe('42501')
      expect(await asChamber('UPDATE ivc_case SET handed_to = $2 WHERE id = $1', [caseId, lecco]), last).toBe('42501')
      expect(
        await asBody('UPDATE ivc_case SET taken_on_at = now(), taken_on_by = $2 WHERE id = $1', [caseId, people.officer.accountId]),
        last,
      ).toBe('42501')
    }
    const { caseId } = await walked('release-validation')
    const begin = (columns: string, values: string) => `INSERT INTO ivc_case (id, organisation_id, number, person_id, kind, province,
        rule_pack_id, rule_pack_version, demo, created_at, updated_at, state${columns})
      SELECT gen_random_uuid(), organisation_id, 'X/9', person_id, kind, province, rule_pack_id, rule_pack_version, demo, now(), now(), ${values}
      FROM ivc_case WHERE id = $1`
    // Begun at the counter, a case misses but its first step.
    expect(await asBody(begin('', `'accoglienza'`), [caseId])).toBe('23514')
    expect(await asBody(begin('', `'individuazione'`), [caseId])).toBe('42501')
    const from = begin(', handed_from, handed_from_body, handed_reason', `'accoglienza', id, organisation_id, 'perché sì'`)
    expect(await asBody(from, [caseId])).toBe('42501')
  })
})

describe('who did something', () => {
  test('is somebody of the organisation at whose desk it was done', async () => {
    const { caseId } = await walked('begin-identification')
    const other = (await house.who('officer-cpi-lecco', 'officer')).accountId
    for (const text of [
      'UPDATE ivc_case SET changed_by = $2 WHERE id = $1',
      `INSERT INTO case_hours (organisation_id, case_id, service, day, minutes, note, worked_by, recorded_at)
         SELECT organisation_id, id, 'accoglienza', '2026-11-20', 10, '', $2, now() FROM ivc_case WHERE id = $1`,
    ]) {
      for (const by of [other, people.president.accountId]) expect(await asBody(text, [caseId, by]), text).toBe('42501')
      expect(await asBody(text, [caseId, people.officer.accountId]), text).toBe(1)
    }
    const step = `INSERT INTO case_transition (organisation_id, case_id, state, at, by, act, rule_pack_id, rule_pack_version)
      SELECT organisation_id, id, 'rinuncia', now(), $2, 'give-up', rule_pack_id, rule_pack_version FROM ivc_case WHERE id = $1`
    expect(await asBody(step, [caseId, other])).toBe('42501')
    const { sitting } = await commissionOf(await walked('appoint'))
    const openIt = `UPDATE sitting SET state = 'open', opened_at = appointed_at + interval '1 hour', opened_by = $2 WHERE id = $1`
    expect(await asChamber(openIt, [sitting, people.officer.accountId])).toBe('42501')
  })

  test('is held on every column that says it, of every table that a desk writes', async () => {
    const { rows } = await house.database.pool.query<{ column: string }>(
      `SELECT c.table_name || '.' || c.column_name AS column FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type = 'uuid' AND (c.column_name = 'by' OR c.column_name LIKE '%\\_by')
         AND (has_column_privilege('attesta_desk', quote_ident(c.table_name), c.column_name, 'INSERT')
           OR has_column_privilege('attesta_desk', quote_ident(c.table_name), c.column_name, 'UPDATE'))
         AND NOT EXISTS (SELECT 1 FROM pg_trigger g WHERE g.tgrelid = quote_ident(c.table_name)::regclass
           AND g.tgname = c.table_name || '_by_colleague' AND encode(g.tgargs, 'escape') LIKE '%' || c.column_name || '\\\\000%')
       ORDER BY 1`,
    )
    expect(rows.map(({ column }) => column)).toEqual(['attestation.closed_by', 'commission_revocation.replaced_by', 'decision.minutes_by'])
  })
})
