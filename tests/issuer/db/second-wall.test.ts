import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDeskPool } from '../../../issuer/db/desk.ts'
import { PROCEDURE } from '../../../issuer/procedure/procedure.ts'
import { giveAccess } from '../../../issuer/steps/citizen/give-access.ts'
import { closeMinutes } from '../../../issuer/steps/close-minutes.ts'
import { proposeGrant } from '../../../issuer/steps/grants/propose-grant.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { decided, judged, key, opened, peopleOf, signed } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { type Walk, walkTo, welcome } from '../walk.ts'
import { attempt, type DeskPool, seatedAt } from './desk-seat.ts'
import { sharedExam } from './shared-exam.ts'

/** Tables that stay outside the wall, what a desk may do with them, and why. Every other table has row-level security, or no desk at all. */
const OUTSIDE: Readonly<Record<string, { readonly may: string; readonly why: string }>> = {
  account: { may: 'SELECT', why: 'names of colleagues, of who closed, of who is in the roster' },
  organisation: { may: 'SELECT', why: 'public' },
  recognition: { may: 'SELECT', why: 'public' },
  recognition_scope: { may: 'SELECT', why: 'public' },
  recognition_endorsement: { may: 'SELECT', why: 'public' },
  recognition_withdrawal: { may: 'SELECT', why: 'public' },
  status_publication: { may: 'SELECT', why: 'public' },
}

/** Functions that look beyond the desk, and what they give away. */
const AS_OWNER: Readonly<Record<string, string>> = {
  attesta_act_beneath:
    'number and state of the act on which a case rests, to its body and the Chamber that was asked; what was sealed, to its body',
  attesta_called_elsewhere: 'whether a candidate of the Chamber is called at an hour that it asks for, and nothing else',
  attesta_candidate_once: 'a trigger: gives nothing back',
  attesta_codes_of_cases: 'codes of candidates, to the Chamber before which they were put',
  attesta_decision_corrects: 'a trigger: gives nothing back',
  attesta_followed_by: 'which experts of a Chamber followed a case that was put before it, and nothing else',
  attesta_minutes_lines: 'what minutes say, to their Chamber and to a body whose people alone were heard',
  attesta_minutes_signed: 'a trigger: gives nothing back',
  attesta_replaced: 'a trigger: gives nothing back',
  attesta_replaces_as_decided: 'a trigger: gives nothing back',
  attesta_rests_on_standing: 'a trigger: gives nothing back',
  attesta_same_judgement: 'a trigger: gives nothing back',
  attesta_text_lines: 'the same of a text that is to be signed',
  attesta_word_of: 'whether an act is valid, suspended or annulled: what its status list says to anybody',
}

/** Rows of others that a desk reads: those of a case that was put before its Chamber, of the commission that hears its candidates, of its people. */
const SEEN_BY_CHAMBER = [
  ...['ivc_case', 'person', 'commission_request', 'correction', 'decision_outcome', 'register_number'],
  ...[
    'case_application',
    'case_competence',
    'case_document',
    'case_erasure',
    'case_evidence',
    'case_evidence_file',
    'case_experience',
    'case_hours',
  ],
  ...['case_key', 'case_plan', 'case_reason', 'case_reception', 'case_support', 'case_transition', 'case_validation'],
]
const SEEN_BY_BODY = [
  ...['commission', 'commission_candidate', 'commission_member', 'commission_revocation', 'expert', 'sitting', 'sitting_declaration'],
  ...['sitting_presence', 'judgement', 'minutes', 'minutes_text', 'minutes_signature', 'minutes_rewrite', 'decision'],
]
const SEEN: Readonly<Record<string, readonly string[]>> = {
  'chamber-bergamo': SEEN_BY_CHAMBER,
  'officer-orobie': SEEN_BY_BODY,
  'officer-cpi-lecco': SEEN_BY_BODY,
  'region-1': ['membership', 'membership_grant', 'correction_order'],
}
/** Accepted releases of the repertory, what is published under a seal, numbers, mandates; and nothing of a person. */
const SEEN_BY_ALL = [
  ...['repertory_release', 'authority_credential', 'register_counter', 'status_index', 'status_list', 'badge_picture', 'edc_mandate'],
  ...['edc_mandate_acceptance', 'edc_mandate_refusal', 'edc_mandate_withdrawal', 'edc_order', 'edc_setting'],
]

/** What a desk may change of others: the Chamber moves a case that it was asked about, and answers the request; the Region looks after people. */
const CHANGED: Readonly<Record<string, readonly string[]>> = {
  'chamber-bergamo': ['ivc_case', 'commission_request', 'correction'],
  'region-1': ['membership', 'membership_grant'],
}

const SEATS = ['officer-orobie', 'officer-cpi-lecco', 'chamber-bergamo', 'chamber-como-lecco', 'region-1', 'nobody'] as const

let house: House
let desk: DeskPool
let walk: Walk
const seats = new Map<string, string>()
const seat = (name: string) => seats.get(name) ?? ''
let walled: string[]
beforeAll(async () => {
  house = await openHouse()
  const people = await peopleOf(house)
  for (const [sub, role] of [
    ['officer-orobie', 'officer'],
    ['officer-cpi-lecco', 'officer'],
    ['chamber-bergamo', 'chamber'],
    ['chamber-como-lecco', 'chamber'],
    ['region-1', 'region'],
  ] as const)
    seats.set(sub, (await house.who(sub, role)).organisation.id)
  const exam = await decided(house, people)
  await releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId: exam.caseId }, house.world)
  walk = await welcome(house, people)
  await walkTo('release-validation', walk)
  await walkTo('request-commission', await welcome(house, people))
  await giveAccess({ actor: people.officer, idempotencyKey: key(), caseId: walk.caseId, channel: 'mail' }, house.world)
  const { rows } = await house.database.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  )
  walled = rows.map(({ name }) => name)
  desk = openDeskPool(house.database.pool)
})
afterAll(async () => {
  await desk.end()
  await house.close()
})

const owned = async (name: string) =>
  (
    await house.database.pool.query(`SELECT 1 FROM information_schema.columns WHERE table_name = $1 AND column_name = 'organisation_id'`, [
      name,
    ])
  ).rowCount === 1

describe('the second wall', () => {
  test('stands around every table, or the table says what a desk does with it', async () => {
    const { rows } = await house.database.pool.query<{ name: string; walled: boolean; may: string }>(
      `SELECT relname AS name, relrowsecurity AS walled, concat_ws(' ', ${['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']
        .map((verb) => `CASE WHEN has_table_privilege('attesta_desk', oid, '${verb}') THEN '${verb}' END`)
        .join(', ')}) AS may FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = 'public'::regnamespace ORDER BY 1`,
    )
    const open = rows.filter((table) => !table.walled && table.may !== '')
    expect(Object.fromEntries(open.map(({ name, may }) => [name, may]))).toEqual(
      Object.fromEntries(Object.entries(OUTSIDE).map(([name, { may }]) => [name, may])),
    )
    expect(rows.filter(({ may }) => may.includes('TRUNCATE'))).toEqual([])
  })

  test('has no door: no function runs as the owner but those named here, each with a search path of its own', async () => {
    const { rows } = await house.database.pool.query(
      `SELECT proname AS name, proconfig AS config FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1`,
    )
    expect(rows.map(({ config }) => config)).toEqual(rows.map(() => ['search_path=public, pg_temp']))
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(AS_OWNER))
    const { rows: roles } = await house.database.pool.query(
      `SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcanlogin AS may FROM pg_roles WHERE rolname = 'attesta_desk'`,
    )
    expect(roles).toEqual([{ may: false }])
  })

  test.each(SEATS)('%s reads what is their own, and of others what their work shows them', async (name) => {
    const shown = [...SEEN_BY_ALL, ...(SEEN[name] ?? [])]
    const found: string[] = []
    for (const table of walled) {
      if (!(await owned(table))) continue
      const seen = await attempt(desk, seat(name), `SELECT 1 FROM ${table} WHERE organisation_id::text <> $1 LIMIT 1`, [seat(name)])
      if (seen !== 0 && seen !== '42501' && !shown.includes(table)) found.push(`${table}: ${seen}`)
    }
    expect(found).toEqual([])
  })

  test('a join, a subquery and a count see no more than the tables do', async () => {
    for (const text of [
      'SELECT 1 FROM attestation a JOIN person p ON p.id = a.person_id JOIN ivc_case k ON k.id = a.case_id',
      'SELECT 1 FROM organisation o WHERE EXISTS (SELECT 1 FROM case_evidence e WHERE e.organisation_id = o.id)',
      'WITH all_of_them AS (SELECT tax_code FROM person UNION ALL SELECT tax_code FROM person_former_code) SELECT 1 FROM all_of_them',
      "SELECT 1 FROM audit a JOIN account c ON c.id::text = a.actor WHERE a.action LIKE 'case%'",
    ]) {
      expect(await attempt(desk, seat('chamber-como-lecco'), text), text).toBe(0)
      expect(await attempt(desk, '', text), text).toBe(0)
      expect(await attempt(desk, seat('officer-orobie'), text), text).toBeGreaterThan(0)
    }
  })

  test.each(SEATS)('%s changes and removes nothing of others', async (name) => {
    const done: string[] = []
    for (const table of walled) {
      if (!(await owned(table)) || CHANGED[name]?.includes(table)) continue
      for (const text of [
        `UPDATE ${table} SET organisation_id = organisation_id WHERE organisation_id::text <> $1`,
        `UPDATE ${table} SET organisation_id = nullif($1, '')::uuid WHERE organisation_id::text <> $1`,
        `DELETE FROM ${table} WHERE organisation_id::text <> $1`,
      ]) {
        const came = await attempt(desk, seat(name), text, [seat(name)])
        if (came !== 0 && came !== '42501') done.push(`${text}: ${came}`)
      }
    }
    expect(done).toEqual([])
  })

  test.each(SEATS)('%s puts no row beside those of others, neither under their name nor under their own', async (name) => {
    const done: string[] = []
    let tried = 0
    for (const table of walled) {
      if (!(await owned(table))) continue
      const { rows: columns } = await house.database.pool.query<{ name: string; own: boolean }>(
        `SELECT column_name AS name, column_name = 'id' AND data_type = 'uuid' AS own FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER'`,
        [table],
      )
      const { rows: others } = await house.database.pool.query<{ row: object }>(
        `SELECT to_jsonb(t) AS row FROM ${table} t WHERE organisation_id::text <> $1 LIMIT 1`,
        [seat(name)],
      )
      if (others[0] === undefined) continue
      tried++
      const list = columns.map((column) => `"${column.name}"`).join(', ')
      const values = (organisation: string) =>
        columns
          .map((column) => (column.own ? 'gen_random_uuid()' : column.name === 'organisation_id' ? organisation : `r."${column.name}"`))
          .join(', ')
      for (const organisation of ['r.organisation_id', `nullif('${seat(name)}', '')::uuid`]) {
        const came = await attempt(
          desk,
          seat(name),
          `INSERT INTO ${table} (${list}) OVERRIDING SYSTEM VALUE SELECT ${values(organisation)} FROM jsonb_populate_record(NULL::${table}, $1) r`,
          [others[0].row],
        )
        if (typeof came === 'number') done.push(`${table} as ${organisation}: ${came}`)
      }
    }
    expect(tried).toBeGreaterThan(15)
    // A letter may be put into anybody's box, a role is asked for by the Region, what is one's own to begin with is no house of others;
    // the Chamber files the papers of its acts, and no other class (below).
    expect(done.filter((line) => !ALLOWED.some((allowed) => line.startsWith(allowed)))).toEqual([])
  })
})

/** Rows that stand on nothing of the other organisation: written under one's own name they are one's own. */
const ALLOWED = [
  'outbox as ',
  'register_counter as nullif',
  'status_list as nullif',
  'idempotency as nullif',
  'audit as nullif',
  'person as nullif',
  'expert as nullif',
  'case_document as r.',
]

describe('holes that were found in it', () => {
  test('codes of candidates are for the Chamber that was asked', async () => {
    const text = 'SELECT * FROM attesta_codes_of_cases(ARRAY(SELECT case_id FROM case_transition UNION SELECT $1::uuid))'
    expect(await attempt(desk, seat('chamber-bergamo'), text, [walk.caseId])).toBeGreaterThan(0)
    for (const name of ['chamber-como-lecco', 'officer-cpi-lecco', 'region-1', 'nobody']) {
      expect(await attempt(desk, seat(name), text, [walk.caseId]), name).toBe(0)
    }
  })

  const as = (name: string, text: string, values: readonly unknown[] = []) => attempt(desk, seat(name), text, values)
  const caseOfOrobie = () => walk.caseId

  test('a Chamber asked itself about a case, and saw it from then on', async () => {
    for (const body of ['officer-orobie', 'chamber-como-lecco']) {
      const insert = `INSERT INTO commission_request (organisation_id, chamber_id, case_id, requested_at, requested_by)
        SELECT $1, $2, $3, now(), (SELECT id FROM account LIMIT 1)`
      const came = await as('chamber-como-lecco', insert, [seat(body), seat('chamber-como-lecco'), caseOfOrobie()])
      expect(came).toBe('42501')
    }
  })

  test('a body seated a candidate in a commission of others, and read it', async () => {
    const { rows } = await house.database.pool.query<{ id: string; case_id: string; organisation_id: string }>(
      'SELECT c.id, d.case_id, c.organisation_id FROM commission c JOIN commission_candidate d ON d.commission_id = c.id LIMIT 1',
    )
    const insert = 'INSERT INTO commission_candidate (commission_id, organisation_id, case_id, body_id) VALUES ($1, $2, $3, $4)'
    for (const organisation of [rows[0]?.organisation_id, seat('officer-cpi-lecco')]) {
      const came = await as('officer-cpi-lecco', insert, [rows[0]?.id, organisation, rows[0]?.case_id, seat('officer-cpi-lecco')])
      expect(['42501', '23503', '23505']).toContain(came)
    }
  })

  test('a body judged its own candidate', async () => {
    const text = `INSERT INTO judgement (sitting_id, organisation_id, case_id, competence_id, outcome, reason, judged_by, judged_at)
      SELECT sitting_id, $1, case_id, competence_id, 'certificata', reason, judged_by, judged_at FROM judgement LIMIT 1`
    // The minutes are closed (23001); before that it is no sitting of its house (23503); and whoever judged is nobody of its own (42501).
    expect(['23001', '23503', '42501']).toContain(await as('officer-orobie', text, [seat('officer-orobie')]))
    expect(await as('officer-orobie', `UPDATE judgement SET outcome = 'certificata'`)).toBe(0)
    expect(await as('officer-orobie', 'UPDATE expert SET employer_id = NULL')).toBe(0)
  })

  test('a Chamber that was asked wrote in the dossier, threw its key away and renamed the person', async () => {
    expect(await as('chamber-bergamo', 'SELECT 1 FROM case_key')).toBeGreaterThan(0)
    expect(await as('chamber-bergamo', 'DELETE FROM case_key')).toBe('42501')
    expect(await as('chamber-bergamo', `UPDATE case_evidence SET title = 'altro'`)).toBe('42501')
    expect(await as('chamber-bergamo', `UPDATE person SET given_name = 'Altra'`)).toBe(0)
    const paper = `INSERT INTO case_document (organisation_id, case_id, class, title, dated) SELECT organisation_id, case_id, $1, 'x', now()
      FROM commission_request WHERE chamber_id = $2 LIMIT 1`
    expect(await as('chamber-bergamo', paper, ['validazione', seat('chamber-bergamo')])).toBe('42501')
    expect(await as('chamber-bergamo', paper, ['nomina', seat('chamber-bergamo')])).toBe(1)
    expect(await as('chamber-bergamo', `UPDATE ivc_case SET learning = '{}'`)).toBe('42501')
    expect(await as('chamber-bergamo', 'UPDATE commission_request SET case_id = $1', [caseOfOrobie()])).toBe('42501')
  })

  test('a body took its case through the exam, and a Chamber to validation', async () => {
    const theirs = Object.values(PROCEDURE).flatMap(({ by, to }) => (by === 'appointing' || by === 'commission' ? [to as string] : []))
    const { rows } = await house.database.pool.query<{ state: string; theirs: boolean }>(
      'SELECT s AS state, attesta_theirs(s) AS theirs FROM unnest($1::text[]) s',
      [Object.values(PROCEDURE).map(({ to }) => to)],
    )
    for (const { state, theirs: said } of rows) expect(said, state).toBe(theirs.includes(state) && state !== 'commissione_richiesta')
    const move = `INSERT INTO case_transition (organisation_id, case_id, state, at, act) SELECT organisation_id, id, $2, now(), 'x' FROM ivc_case WHERE id = $1`
    expect(await as('officer-orobie', move, [caseOfOrobie(), 'commissione_richiesta'])).toBe(1)
    await seatedAt(desk, seat('officer-orobie'), async (client) => {
      await client.query(move, [caseOfOrobie(), 'commissione_richiesta'])
      await expect(client.query(move, [caseOfOrobie(), 'commissione_nominata'])).rejects.toMatchObject({ code: '42501' })
    })
  })

  test('a body read what a commission judged of the candidate of another body', async () => {
    const { sittingId, ofLecco, exam } = await sharedExam(house)
    const people = await peopleOf(house)
    await opened(house, people, exam)
    await judged(house, people, exam)
    await judged(house, people, ofLecco)
    await signed(house, people, exam)
    await closeMinutes({ actor: people.president, idempotencyKey: key(), sittingId }, house.world)
    const text = 'SELECT DISTINCT case_id FROM judgement WHERE sitting_id = $1'
    expect(await as('chamber-bergamo', text, [sittingId])).toBe(2)
    expect(await as('officer-orobie', text, [sittingId])).toBe(1)
    expect(await as('officer-cpi-lecco', text, [sittingId])).toBe(1)
    expect(await as('officer-orobie', 'SELECT 1 FROM sitting_declaration WHERE case_id = $1', [ofLecco.caseId])).toBe(0)
    // What the minutes say names both: the Chamber reads it, neither body does, and each sees that they are there.
    for (const table of ['minutes', 'minutes_text']) {
      for (const name of SEATS) expect(await as(name, `SELECT lines FROM ${table}`), `${name} ${table}`).toBe('42501')
      expect(await as('officer-orobie', `SELECT sitting_id FROM ${table} WHERE sitting_id = $1`, [sittingId])).toBe(1)
    }
    const said = `SELECT 1 FROM minutes_text t WHERE t.sitting_id = $1 AND (attesta_text_lines(t.id) IS NOT NULL OR attesta_minutes_lines(t.sitting_id) IS NOT NULL)`
    expect(await as('chamber-bergamo', said, [sittingId])).toBe(1)
    for (const name of SEATS.filter((other) => other !== 'chamber-bergamo')) expect(await as(name, said, [sittingId]), name).toBe(0)
  })

  test('a body reads the minutes of a sitting that heard its people alone', async () => {
    const said = `SELECT 1 FROM sitting s WHERE attesta_minutes_lines(s.id) IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM commission_candidate d WHERE d.commission_id = s.commission_id AND d.body_id <> $1)`
    expect(await as('officer-orobie', said, [seat('officer-orobie')])).toBeGreaterThan(0)
    expect(await as('officer-cpi-lecco', said, [seat('officer-cpi-lecco')])).toBe(0)
  })

  test('a desk made somebody an administrator without a second pair of eyes', async () => {
    const role = `INSERT INTO membership (account_id, organisation_id, role, tasks, valid_from, valid_until)
      SELECT id, $1, 'officer', '{administration}', now(), now() + interval '1 day' FROM account WHERE subject = 'president-1'`
    expect(await as('officer-orobie', role, [seat('officer-orobie')])).toBe('23514')
    expect(await as('officer-orobie', role, [seat('officer-cpi-lecco')])).toBe('23514')
    expect(await as('officer-orobie', `UPDATE membership SET tasks = '{administration}'`)).toBe('23514')
    expect(await as('officer-orobie', `UPDATE membership SET valid_from = valid_from - interval '1 year'`)).toBe('23514')
    const whole = `INSERT INTO membership_grant (organisation_id, account_id, role, tasks, valid_from, valid_until, reason, proposed_by, proposed_at,
        decided_by, decided_at, decision)
      SELECT $1, (SELECT id FROM account WHERE subject = 'president-1'), 'officer', '{administration}', now(), now() + interval '1 day', 'perché sì',
        (SELECT id FROM account WHERE subject = 'region-1'), now(), (SELECT id FROM account WHERE subject = 'chamber-bergamo'), now(), 'confirmed'`
    expect(await as('officer-orobie', whole, [seat('officer-orobie')])).toBe('42501')
  })

  test('a grant that was proposed became another, or was decided twice', async () => {
    const actor = await house.who('region-1', 'region')
    const { rows } = await house.database.pool.query<{ email: string }>(`SELECT email FROM account WHERE subject = 'president-1'`)
    await proposeGrant(
      {
        actor,
        idempotencyKey: key(),
        organisationId: seat('officer-orobie'),
        email: rows[0]?.email ?? '',
        role: 'officer',
        tasks: ['reception'],
        validFrom: house.clock.at,
        validUntil: new Date(house.clock.at.getTime() + 86_400_000),
        reason: 'Sostituzione allo sportello.',
      },
      house.world,
    )
    expect(await as('region-1', `UPDATE membership_grant SET tasks = '{administration}'`)).toBe('42501')
    const decide = `UPDATE membership_grant SET decision = 'refused', decision_reason = 'no no', decided_at = now(),
      decided_by = (SELECT id FROM account WHERE subject = 'region-2')`
    await seatedAt(desk, seat('region-1'), async (client) => {
      await client.query(decide)
      await expect(client.query(decide)).rejects.toMatchObject({ code: '23001' })
    })
  })

  test('two requests at once took one another’s seat', async () => {
    const names = SEATS.filter((name) => name !== 'nobody')
    const asked = Array.from({ length: 60 }, (_, index) => names[index % names.length] ?? '')
    const answers = await Promise.all(
      asked.map((name) => seatedAt(desk, seat(name), async (client) => (await client.query('SELECT attesta_desk_of() AS at')).rows[0]?.at)),
    )
    expect(answers).toEqual(asked.map(seat))
  })
})
