import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { askBody } from '../../../issuer/citizen/ask-body.ts'
import { keptSection } from '../../../issuer/citizen/kept-section.ts'
import { readOwnCase } from '../../../issuer/citizen/own-case.ts'
import { sweep } from '../../../issuer/db/sweep.ts'
import { dueDossiers } from '../../../issuer/retention/due-dossiers.ts'
import { eraseDue } from '../../../issuer/retention/erase-due.ts'
import { readErasure } from '../../../issuer/retention/read-erasure.ts'
import { answerRequest } from '../../../issuer/steps/citizen/answer-request.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { suspend } from '../../../issuer/steps/suspend.ts'
import { decided, key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doCorrection } from '../procedure/correction-acts.ts'
import { doAct, walkTo, welcome } from '../walk.ts'

const DAY = 86_400
const YEAR = 365.25 * DAY

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
// Each test begins on the same day: recognitions do not last as long as dossiers.
beforeEach(() => {
  house.clock.at = new Date('2026-11-24T09:00:00Z')
})
afterAll(() => house.close())

const due = async () => (await dueDossiers({ at: house.clock.at, most: 50 }, house.world.db)).map(({ caseId }) => caseId)

async function concluded(): Promise<string> {
  const walk = await welcome(house, people)
  await walkTo('release-transparency', walk)
  await doAct('conclude', walk)
  return walk.caseId
}

test('the dossier of somebody who waits for an answer about it was removed meanwhile', async () => {
  const caseId = await concluded()
  house.clock.advance(5 * YEAR)
  await askBody({ caseId, kind: 'accesso', text: 'Vorrei vedere le mie carte.' }, house.world)
  house.clock.advance(5 * DAY)
  expect(await due()).not.toContain(caseId)
  const [request] = await house.world.db.rows<{ id: string }>('SELECT id FROM citizen_request WHERE case_id = $1', [caseId])
  await answerRequest(
    { actor: people.officer, idempotencyKey: key(), caseId, requestId: request?.id ?? '', accepted: true, answer: 'Ecco le carte.' },
    house.world,
  )
  house.clock.advance(5 * YEAR - 2 * DAY)
  expect(await due()).not.toContain(caseId)
  house.clock.advance(3 * DAY)
  expect(await due()).toContain(caseId)
  await eraseDue(house.world)
})

test('the years of an act that was suspended were counted from its release', async () => {
  const { caseId } = await decided(house, people)
  const { id: attestationId, number: confirmNumber } = await releaseAttestation(
    { actor: people.officer, idempotencyKey: key(), caseId },
    house.world,
  )
  house.clock.advance(4 * YEAR)
  await suspend(
    {
      actor: people.officer,
      idempotencyKey: key(),
      attestationId,
      confirmNumber,
      reasonClass: 'falsa-dichiarazione',
      reason: 'Si verifica un documento.',
    },
    house.world,
  )
  house.clock.advance(6 * YEAR)
  expect(await due()).not.toContain(caseId)
})

test('the papers on which a rettifica is decided were removed before it was', async () => {
  const walk = await welcome(house, people)
  await walkTo('release', walk)
  const { caseId } = walk
  house.clock.advance(5 * YEAR - DAY)
  await doCorrection('ask-correction', walk)
  house.clock.advance(60 * DAY)
  expect(await due()).not.toContain(caseId)
  await eraseDue(house.world)
  // Refused: the years are counted from the answer. Sealed: the papers wait for the act that stands for this one.
  await doCorrection('refuse-correction', walk)
  expect((await readErasure(caseId, house.world.db)).eraseOn?.slice(0, 4)).toBe(String(house.clock.at.getUTCFullYear() + 5))
  await doCorrection('ask-correction', walk)
  await doCorrection('seal-correction', walk)
  house.clock.advance(6 * YEAR)
  expect(await due()).not.toContain(caseId)
})

test('the person and the body are told the day on which the dossier goes, not five years from the day of each file', async () => {
  const walk = await welcome(house, people)
  await walkTo('release-transparency', walk)
  const open = keptSection(await readOwnCase(walk.caseId, house.world), 'it')
  expect(open).toContain('per 5 anni da quando il percorso finisce')
  expect(open).not.toMatch(/fino al/)
  house.clock.advance(2 * YEAR)
  await doAct('conclude', walk)
  const { eraseOn } = await readErasure(walk.caseId, house.world.db)
  expect(eraseOn?.slice(0, 4)).toBe(String(house.clock.at.getUTCFullYear() + 5))
  expect(keptSection(await readOwnCase(walk.caseId, house.world), 'it')).toContain(`fino al ${Number(eraseOn?.slice(8))} `)
  house.clock.advance(5 * YEAR + DAY)
  await eraseDue(house.world)
  expect(keptSection(await readOwnCase(walk.caseId, house.world), 'it')).toContain('cancellato')
})

test('a dossier that cannot be removed stood for ever before those that can', async () => {
  const [first, second] = [await concluded(), await concluded()]
  house.clock.advance(5 * YEAR + DAY)
  const { pool } = house.database
  await pool.query(`CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.case_id = '${first}' THEN RAISE EXCEPTION 'stuck'; END IF; RETURN NEW; END $$`)
  await pool.query('CREATE TRIGGER stuck BEFORE INSERT ON case_erasure FOR EACH ROW EXECUTE FUNCTION stuck()')
  const failed: string[] = []
  const done = await eraseDue({ ...house.world, most: 1, onFailed: ({ caseId }) => failed.push(caseId) })
  expect(failed).toEqual([first])
  expect(done.map(({ caseId }) => caseId)).toContain(second)
  await pool.query('DROP TRIGGER stuck ON case_erasure')
})

test('one case under rules that are not here stopped every removal', async () => {
  const [lost, other] = [await concluded(), await concluded()]
  await house.database.pool.query(`UPDATE ivc_case SET rule_pack_version = '1999.1' WHERE id = $1`, [lost])
  house.clock.advance(5 * YEAR + DAY)
  const unknown: string[] = []
  const done = await eraseDue({ ...house.world, onUnknownRules: ({ version }) => unknown.push(version) })
  expect(done.map(({ caseId }) => caseId)).toContain(other)
  expect(done.map(({ caseId }) => caseId)).not.toContain(lost)
  expect(unknown).toEqual(['1999.1'])
})

test('a file for another register was kept until the next one was made', async () => {
  const region = await house.who('region-1', 'region')
  await house.database.pool.query(
    `WITH run AS (INSERT INTO export_run (organisation_id, target, format, from_day, until_day, made_at, made_by, sha256, problems)
       VALUES ($1, 'bes', 'csv', '2026-01-01', '2026-01-02', $2, $3, sha256('x'), '[]') RETURNING id)
     INSERT INTO export_file (run_id, organisation_id, content) SELECT id, $1, 'x' FROM run`,
    [region.organisation.id, house.clock.at, region.accountId],
  )
  const files = async () => (await house.database.pool.query('SELECT 1 FROM export_file')).rowCount
  house.clock.advance(29 * DAY)
  await sweep(house.world)
  expect(await files()).toBe(1)
  house.clock.advance(2 * DAY)
  await sweep(house.world)
  expect(await files()).toBe(0)
})
