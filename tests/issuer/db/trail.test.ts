import { afterAll, beforeAll, expect, test } from 'vitest'
import { PROCEDURE } from '../../../issuer/procedure/procedure.ts'
import { annul } from '../../../issuer/steps/annul.ts'
import { revokeAppointment } from '../../../issuer/steps/revoke-appointment.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, reason, type Walk, walkTo, welcome } from '../walk.ts'

let house: House
let people: People
const walks: Walk[] = []
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
  const whole = await welcome(house, people)
  await walkTo('appoint', whole)
  const [first] = await rows<{ id: string }>('SELECT commission_id AS id FROM commission_candidate WHERE case_id = $1', whole.caseId)
  const revoking = { actor: people.chamber, idempotencyKey: key(), commissionId: first?.id ?? '', actNumber: 'REV/1', reason: reason.text }
  await revokeAppointment(revoking, house.world)
  for (const act of ['appoint', 'open-sitting', 'sign-minutes', 'register', 'release'] as const) await doAct(act, whole)
  const [act] = await rows<{ id: string; number: string }>(
    `SELECT id, number FROM attestation WHERE case_id = $1 AND kind = 'certificato'`,
    whole.caseId,
  )
  await annul(
    {
      actor: people.officer,
      idempotencyKey: key(),
      attestationId: act?.id ?? '',
      confirmNumber: act?.number ?? '',
      reasonClass: 'falsa-dichiarazione',
      reason: reason.text,
    },
    house.world,
  )
  walks.push(whole)
  // What ends before: a refusal of each kind, a person who gives up, one who stops with a document in hand.
  for (const [last, end] of [
    ['file-application', 'reject'],
    ['plan-assessment', 'refuse-validation'],
    ['open-sitting', 'refuse-certificate'],
    ['request-commission', 'give-up'],
    ['release-transparency', 'conclude'],
  ] as const) {
    const walk = await welcome(house, people)
    await walkTo(last, walk)
    await doAct(end, walk)
    walks.push(walk)
  }
})
afterAll(() => house.close())

async function rows<Row extends object>(text: string, id: string): Promise<Row[]> {
  return house.world.db.rows<Row & Record<string, unknown>>(text, [id])
}

interface Step {
  readonly state: string
  readonly act: string
  readonly by: string
  readonly at: Date
  readonly pack: string
  readonly version: string
  readonly entries: string[]
}

/** Each state of a case, with what the trail says of that moment: by the same person, about the case or about what moved it. */
const stepsOf = (caseId: string) =>
  rows<Step>(
    `SELECT t.state, t.act, t.by, t.at, t.rule_pack_id AS pack, t.rule_pack_version AS version,
       array(SELECT a.action FROM audit a WHERE a.at = t.at AND a.actor = t.by::text AND a.subject IN (
         SELECT $1::uuid::text UNION SELECT r.id::text FROM commission_request r WHERE r.case_id = $1::uuid
         UNION SELECT c.commission_id::text FROM commission_candidate c WHERE c.case_id = $1::uuid
         UNION SELECT s.id::text FROM sitting s JOIN commission_candidate c ON c.commission_id = s.commission_id WHERE c.case_id = $1::uuid
         UNION SELECT o.decision_id::text FROM decision_outcome o WHERE o.case_id = $1::uuid
         UNION SELECT x.id::text FROM attestation x WHERE x.case_id = $1::uuid) ORDER BY a.seq) AS entries
     FROM case_transition t WHERE t.case_id = $1::uuid ORDER BY t.id`,
    caseId,
  )

test('the trail explains every state: who, by which act, when, under which rules', async () => {
  const states = new Set<string>()
  const silent: string[] = []
  for (const { caseId } of walks) {
    for (const { state, act, by, at, pack, version, entries } of await stepsOf(caseId)) {
      states.add(state)
      expect(Object.keys(PROCEDURE)).toContain(act)
      expect(PROCEDURE[act as keyof typeof PROCEDURE].to).toBe(state)
      expect([typeof by, at instanceof Date, pack, version]).toEqual(['string', true, 'lombardia-demo-2024', expect.stringMatching(/./)])
      if (entries.length === 0) silent.push(`${state} by ${act}`)
    }
  }
  expect(silent).toEqual([])
  // All of them, but for the one that is another body's from then on, which hand-over.test.ts looks at.
  const all = new Set<string>(Object.values(PROCEDURE).map(({ to }) => to))
  expect([...all].filter((state) => !states.has(state))).toEqual(['passata'])
})

test('it says ids, words and numbers, and nothing of the person', async () => {
  for (const { caseId } of walks) {
    const [person] = await rows<{ said: string[] }>(
      `SELECT array[p.given_name, p.family_name, p.tax_code, p.email] AS said FROM person p JOIN ivc_case k ON k.person_id = p.id WHERE k.id = $1`,
      caseId,
    )
    for (const table of ['audit', 'outbox']) {
      const found = await house.database.pool.query(
        `SELECT 1 FROM ${table} t, unnest($1::text[]) AS s (word) WHERE strpos(lower(t::text), lower(s.word)) > 0`,
        [person?.said],
      )
      expect(found.rowCount, table).toBe(0)
    }
  }
})
