import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { appointed, decided, type Exam, judged, key, opened, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

/** Whoever goes around the steps, with SQL and the rights of the service itself, meets the same law (issue 2, "Nobody can release without a valid decision"). */
describe('the database refuses by itself', () => {
  let house: House
  let people: People
  let exam: Exam
  let releasedId: string
  let undecided: Exam
  let refused: Exam
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    exam = await decided(house, people)
    const other = await decided(house, people)
    releasedId = (await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId: other.caseId }, house.world)).id
    undecided = await appointed(house, people)
    refused = await decided(house, people, { outcomes: ['non certificata'] })
  })
  afterAll(() => house.close())

  /** Copies the row that a release would write, with one column spoilt. */
  async function insertAttestation(spoilt: Readonly<Record<string, string>>, ofCase: Exam = exam): Promise<void> {
    const id = randomUUID()
    const columns: Record<string, string> = {
      id: `coalesce(o.attestation_id, '${id}')`,
      organisation_id: 'k.organisation_id',
      kind: 'k.kind',
      number: `'LOM-X-${id}'`,
      digest: `'${id.replaceAll('-', '').padEnd(43, 'A')}'`,
      record: `'{}'`,
      sealed: `'x'`,
      person_id: 'k.person_id',
      case_id: 'k.id',
      profile: 'k.profile',
      released_at: `'2026-12-30T00:00:00Z'`,
      released_by: `'${people.officer.accountId}'`,
      list_id: 'i.list_id',
      idx: 'i.idx',
      decision_id: 'd.id',
      certified: 'o.certified',
      closed_at: 'd.closed_at',
      closed_by: 'd.closed_by',
      recognition_id: 's.recognition_id',
      recognised_from: 's.valid_from',
      recognised_until: 's.valid_until',
      ...spoilt,
    }
    const client = await house.database.pool.connect()
    try {
      await client.query('BEGIN')
      await client.query(
        `INSERT INTO status_index (list_id, idx, organisation_id, size, attestation_id)
         SELECT id, (SELECT coalesce(max(idx), 0) + 1 FROM status_index), organisation_id, size, $1 FROM status_list LIMIT 1`,
        [id],
      )
      await client.query(
        `INSERT INTO attestation (${Object.keys(columns).join(', ')}) SELECT ${Object.values(columns).join(', ')}
         FROM ivc_case k LEFT JOIN decision_outcome o ON o.case_id = k.id LEFT JOIN decision d ON d.id = o.decision_id
           JOIN recognition_scope s ON s.organisation_id = k.organisation_id AND s.scope = 'certificato'
           JOIN status_index i ON i.attestation_id = coalesce(o.attestation_id, '${id}')
         WHERE k.id = $1`,
        [ofCase.caseId],
      )
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }

  test('and takes the row as the step would write it', async () => {
    await expect(insertAttestation({})).resolves.toBeUndefined()
  })

  test.each([
    ['no decision', { decision_id: 'NULL', certified: 'NULL', closed_at: 'NULL', closed_by: 'NULL' }, 'attestation_needs_decision'],
    ['a decision that does not exist', { decision_id: 'gen_random_uuid()' }, 'attestation_decision'],
    ['released by whoever closed the minutes', { released_by: 'd.closed_by' }, 'attestation_four_eyes'],
    [
      'four eyes by another closer than the decision names',
      { closed_by: `'00000000-0000-4000-8000-000000000000'` },
      'attestation_decision',
    ],
    ['released before the minutes closed', { released_at: `d.closed_at - interval '1 second'` }, 'attestation_after_decision'],
    ['the body not yet accredited', { released_at: `'2024-03-14T23:59:59Z'` }, 'attestation_'],
    ['the body no longer accredited', { released_at: `'2034-03-15T00:00:00Z'` }, 'attestation_recognised_that_day'],
    ['a longer accreditation than was given', { recognised_until: `'infinity'` }, 'attestation_body_recognised'],
    ['another body', { organisation_id: `(SELECT id FROM organisation WHERE slug = 'cpi-lecco')` }, 'attestation_'],
    ['a kind that the case is not', { kind: `'microcredenziale'` }, 'attestation_case_kind'],
    ['another person', { person_id: `(SELECT id FROM person WHERE id <> k.person_id LIMIT 1)` }, 'attestation_case'],
    ['another id than was reserved', { id: 'gen_random_uuid()' }, 'attestation_'],
    ['a status index of another attestation', { idx: 'i.idx - 1' }, 'attestation_status'],
  ] as const)('an attestation with %s', async (_, spoilt, constraint) => {
    await expect(insertAttestation(spoilt)).rejects.toMatchObject({ constraint: expect.stringContaining(constraint) })
  })

  test('an attestation for a case that the commission did not certify', async () => {
    await expect(insertAttestation({}, refused)).rejects.toMatchObject({ constraint: 'attestation_certified' })
    await expect(insertAttestation({ certified: 'true' }, refused)).rejects.toMatchObject({ constraint: 'attestation_outcome' })
  })

  test('an attestation for a case that nobody decided', async () => {
    await expect(insertAttestation({}, undecided)).rejects.toMatchObject({ constraint: 'attestation_needs_decision' })
  })

  test('the decision about another case', async () => {
    const borrowed = { decision_id: `(SELECT decision_id FROM decision_outcome WHERE case_id = '${exam.caseId}')`, certified: 'true' }
    const when = `(SELECT closed_at FROM decision d2 JOIN decision_outcome o2 ON o2.decision_id = d2.id WHERE o2.case_id = '${exam.caseId}')`
    const spoilt = { ...borrowed, closed_at: when, closed_by: `'${people.president.accountId}'` }
    await expect(insertAttestation(spoilt, undecided)).rejects.toMatchObject({ constraint: 'attestation_outcome' })
  })

  test('a second attestation for the same case and profile', async () => {
    const [released] = await house.world.db.rows<{ case_id: string }>('SELECT case_id FROM attestation WHERE id = $1', [releasedId])
    await expect(insertAttestation({ id: 'gen_random_uuid()' }, { ...exam, caseId: released?.case_id ?? '' })).rejects.toMatchObject({
      constraint: 'attestation_once',
    })
  })

  const sql = async (text: string, values: readonly unknown[] = []) => {
    const client = await house.database.pool.connect()
    try {
      await client.query('BEGIN')
      await client.query(text, [...values])
      await client.query('SET CONSTRAINTS ALL IMMEDIATE')
    } finally {
      await client.query('ROLLBACK')
      client.release()
    }
  }

  test.each([
    ['attestation', `UPDATE attestation SET number = 'X'`],
    ['attestation', 'DELETE FROM attestation'],
    ['status_index', 'DELETE FROM status_index'],
    ['status_index', 'UPDATE status_index SET idx = idx + 1'],
    ['commission', `UPDATE commission SET appointed_at = appointed_at - interval '1 day'`],
    ['minutes', 'UPDATE minutes SET quorum_present = 9'],
    ['decision', `UPDATE decision SET sealed = 'x'`],
    ['decision_outcome', 'UPDATE decision_outcome SET certified = true'],
    ['recognition', `UPDATE recognition SET valid_until = 'infinity'`],
    ['audit', 'DELETE FROM audit'],
  ] as const)('changing a row of %s: %s', async (table, text) => {
    await expect(sql(text)).rejects.toMatchObject({ constraint: `${table}_append_only` })
  })

  test('a status index that was given before', async () => {
    await expect(
      sql(
        'INSERT INTO status_index (list_id, idx, organisation_id, size, attestation_id) SELECT list_id, idx, organisation_id, size, gen_random_uuid() FROM status_index LIMIT 1',
      ),
    ).rejects.toMatchObject({ constraint: 'status_index_pkey' })
  })

  test('a sitting opened at, or before, the appointment', async () => {
    const open = `UPDATE sitting SET state = 'open', opened_at = appointed_at, opened_by = $2 WHERE id = $1`
    await expect(sql(open, [undecided.sittingId, people.president.accountId])).rejects.toMatchObject({
      constraint: 'sitting_after_appointment',
    })
  })

  const closing = `INSERT INTO minutes (sitting_id, organisation_id, commission_id, number, appointed_at, sat_at, closed_at, closed_by,
      quorum_required, quorum_present, lines)
    SELECT id, organisation_id, commission_id, gen_random_uuid(), appointed_at, opened_at, opened_at, $2, quorum_required, $3, '[]'
    FROM sitting WHERE id = $1`

  test('minutes without quorum, with invented presence, without judgements', async () => {
    const open = await appointed(house, people)
    await opened(house, people, open)
    const by = people.president.accountId
    await expect(sql(closing, [open.sittingId, by, 1])).rejects.toMatchObject({ constraint: 'minutes_presence' })
    await expect(sql(closing, [open.sittingId, by, 3])).rejects.toMatchObject({ constraint: 'minutes_presence' })
    await expect(sql(closing, [open.sittingId, by, 2])).rejects.toMatchObject({ constraint: 'minutes_judgements' })
    await judged(house, people, open)
    await expect(sql(closing, [open.sittingId, by, 2])).rejects.toMatchObject({ constraint: 'minutes_signed' })
    await house.world.db.rows('DELETE FROM sitting_presence WHERE sitting_id = $1 AND expert_id = $2', [
      open.sittingId,
      open.members[1]?.expertId,
    ])
    await expect(sql(closing, [open.sittingId, by, 1])).rejects.toMatchObject({ constraint: 'minutes_quorum' })
  })

  test('a member present who has not declared', async () => {
    const open = await appointed(house, people)
    await opened(house, people, open)
    await judged(house, people, open)
    const client = await house.database.pool.connect()
    await client.query('BEGIN')
    await client.query('SET LOCAL session_replication_role = replica')
    await client.query('DELETE FROM sitting_declaration WHERE sitting_id = $1', [open.sittingId])
    await client.query('COMMIT')
    client.release()
    await expect(sql(closing, [open.sittingId, people.president.accountId, 2])).rejects.toMatchObject({
      constraint: 'minutes_declarations',
    })
  })

  test('a judgement rewritten after the minutes closed', async () => {
    await expect(sql(`UPDATE judgement SET outcome = 'certificata' WHERE sitting_id = $1`, [refused.sittingId])).rejects.toMatchObject({
      constraint: 'minutes_closed',
    })
  })

  test('a commission without president, or in which somebody judges themselves', async () => {
    const copy = `WITH c AS (INSERT INTO commission (organisation_id, name, act_number, appointed_at, appointed_by, province, quorum_required, place,
        sealed, recognition_id, recognised_from, recognised_until, rule_pack_id, rule_pack_version)
      SELECT organisation_id, name, gen_random_uuid(), appointed_at, appointed_by, province, quorum_required, place, sealed, recognition_id,
        recognised_from, recognised_until, rule_pack_id, rule_pack_version FROM commission WHERE id = $1 RETURNING id, organisation_id)`
    const members = (role: string) =>
      `, m AS (INSERT INTO commission_member SELECT c.id, c.organisation_id, m.expert_id, ${role} FROM c, commission_member m WHERE m.commission_id = $1)`
    await expect(sql(`${copy} SELECT 1 FROM c`, [exam.commissionId])).rejects.toMatchObject({ constraint: 'commission_composition' })
    await expect(sql(`${copy}${members(`'esperto'`)} SELECT 1 FROM c`, [exam.commissionId])).rejects.toMatchObject({
      constraint: 'commission_composition',
    })
    await expect(
      sql(
        `WITH k AS (SELECT c.id, c.organisation_id FROM ivc_case c WHERE c.id = $2), x AS (
           INSERT INTO expert (organisation_id, name, tax_code, sectors, roles)
           SELECT $3, 'x', p.tax_code, '{}', '{esperto}' FROM ivc_case c JOIN person p ON p.id = c.person_id WHERE c.id = $2 RETURNING id)
         INSERT INTO commission_member SELECT $1, $3, x.id, 'esperto' FROM x`,
        [exam.commissionId, exam.caseId, people.chamber.organisation.id],
      ),
    ).rejects.toMatchObject({ constraint: 'commission_conflict' })
  })

  test('a Chamber that appoints outside its provinces', async () => {
    const elsewhere = `INSERT INTO commission (organisation_id, name, act_number, appointed_at, appointed_by, province, quorum_required, place,
        sealed, recognition_id, recognised_from, recognised_until, rule_pack_id, rule_pack_version)
      SELECT organisation_id, name, 'other', appointed_at, appointed_by, 'LC', quorum_required, place, sealed, recognition_id,
        recognised_from, recognised_until, rule_pack_id, rule_pack_version FROM commission WHERE id = $1`
    await expect(sql(elsewhere, [exam.commissionId])).rejects.toMatchObject({ constraint: 'commission_chamber_recognised' })
  })

  const change = (word: string, seq: number) =>
    sql(
      `INSERT INTO status_change (attestation_id, seq, organisation_id, list_id, idx, word, since, reason_class, reason, decided_by)
       SELECT id, $3, organisation_id, list_id, idx, $2, now(), 'x', 'x', released_by FROM attestation WHERE id = $1`,
      [releasedId, word, seq],
    )

  test.each([
    ['valido', 1],
    ['sospeso', 2],
    ['sospeso', 0],
  ])('a status %s as change number %i', async (word, seq) => {
    await expect(change(word, seq)).rejects.toMatchObject({ code: '23514' })
  })

  test('a status after an annulment', async () => {
    await expect(change('annullato', 1)).resolves.toBeUndefined()
    await expect(
      sql(
        `WITH a AS (SELECT * FROM attestation WHERE id = $1)
         INSERT INTO status_change (attestation_id, seq, organisation_id, list_id, idx, word, since, reason_class, reason, decided_by)
         SELECT id, n, organisation_id, list_id, idx, w, now(), 'x', 'x', released_by FROM a, (VALUES (1, 'annullato'), (2, 'valido')) v (n, w)`,
        [releasedId],
      ),
    ).rejects.toMatchObject({ constraint: 'status_change_order' })
  })
})
