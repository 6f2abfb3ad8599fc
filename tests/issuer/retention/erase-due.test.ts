import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { readCaseKey } from '../../../issuer/dossier/case-key.ts'
import { openReads } from '../../../issuer/reads/reads.ts'
import { dueDossiers } from '../../../issuer/retention/due-dossiers.ts'
import { eraseDue } from '../../../issuer/retention/erase-due.ts'
import { requestCommission } from '../../../issuer/steps/request-commission.ts'
import { key, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, type Walk, walkTo, welcome, welcomeInput } from '../walk.ts'

const YEAR = 365.25 * 86_400
const NEED = 'Racconto riservato, da non tenere per sempre.'

let house: House
let walk: Walk
let open: Walk
let asked: Walk
beforeAll(async () => {
  house = await openHouse()
  const people = await peopleOf(house)
  const { reception } = welcomeInput(people.officer)
  walk = await welcome(house, people, { reception: { ...reception, need: NEED, note: NEED } })
  await walkTo('release-transparency', walk)
  // What the person asks for is repeated in a paper of the dossier.
  expect(await rows('SELECT 1 FROM case_document WHERE case_id = $1 AND content::text LIKE $2', [walk.caseId, `%${NEED}%`])).toHaveLength(1)
  await doAct('conclude', walk)
  open = await welcome(house, people)
  await walkTo('release-transparency', open)
  asked = await welcome(house, people)
  await walkTo('release-validation', asked)
  const request = { actor: people.officer, idempotencyKey: key(), caseId: asked.caseId, chamberId: people.chamber.organisation.id }
  await requestCommission({ ...request, note: NEED }, house.world)
  await doAct('give-up', asked)
})
afterAll(() => house.close())

const rows = <Row extends object>(text: string, values: readonly unknown[] = [walk.caseId]) =>
  house.world.db.rows<Row & Record<string, unknown>>(text, values)
const due = () => dueDossiers({ at: house.clock.at, most: 10 }, house.world.db)

/** What lies in the files of a table on the disk, of rows that are there and of rows that were. */
async function onDisk(table: string): Promise<Buffer> {
  await house.database.pool.query('CHECKPOINT')
  const { rows: read } = await house.database.pool.query<{ bytes: Buffer }>(
    'SELECT pg_read_binary_file(pg_relation_filepath($1)) AS bytes',
    [table],
  )
  return read[0]?.bytes ?? Buffer.alloc(0)
}

test('nothing is due a day before the years of the rules are over', async () => {
  house.clock.advance(5 * YEAR - 2 * 86_400)
  expect(await due()).toEqual([])
  expect(await eraseDue(house.world)).toEqual([])
})

test('one that cannot be removed is said, and stays whole', async () => {
  house.clock.advance(3 * 86_400)
  const { pool } = house.database
  await pool.query(`CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuck'; END $$`)
  await pool.query('CREATE TRIGGER stuck BEFORE INSERT ON case_erasure FOR EACH ROW EXECUTE FUNCTION stuck()')
  const failed: string[] = []
  expect(await eraseDue({ ...house.world, onFailed: ({ caseId }) => failed.push(caseId) })).toEqual([])
  expect(failed).toEqual([walk.caseId, asked.caseId])
  expect(await rows('SELECT 1 FROM case_key WHERE case_id = $1')).toHaveLength(1)
  await pool.query('DROP TRIGGER stuck ON case_erasure')
})

test('then the dossier goes, key and bytes, and the register entry stays', async () => {
  expect((await due()).map(({ caseId }) => caseId)).toEqual([walk.caseId, asked.caseId])
  const [file] = await rows<{ id: string; sealed: Buffer }>(
    'SELECT e.id, f.sealed FROM case_evidence e JOIN case_evidence_file f ON f.evidence_id = e.id WHERE e.case_id = $1',
  )
  const [key] = await rows<{ wrapped: Buffer }>('SELECT wrapped FROM case_key WHERE case_id = $1')
  if (file === undefined || key === undefined) throw new Error('the dossier is empty before anything was erased')
  expect((await onDisk('case_key')).includes(key.wrapped)).toBe(true)

  expect((await eraseDue(house.world)).map(({ caseId }) => caseId)).toEqual([walk.caseId, asked.caseId])

  // Statistics that are gathered at this moment keep the row alive; the next round finds nobody who looks.
  for (let round = 0; round < 50 && (await onDisk('case_key')).includes(key.wrapped); round++) {
    await sleep(100)
    expect(await eraseDue(house.world)).toEqual([])
  }
  expect((await onDisk('case_key')).includes(key.wrapped)).toBe(false)
  await expect(readCaseKey(walk.caseId, house.world)).rejects.toMatchObject({ code: 'evidence.erased' })
  expect(await rows('SELECT 1 FROM case_evidence_file f JOIN case_evidence e ON e.id = f.evidence_id WHERE e.case_id = $1')).toEqual([])
  expect(await rows('SELECT 1 FROM case_experience WHERE case_id = $1')).toEqual([])
  expect(await rows('SELECT email, phone FROM person p JOIN ivc_case k ON k.person_id = p.id WHERE k.id = $1')).toEqual([
    { email: null, phone: null },
  ])
  const { rows: tables } = await house.database.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  )
  for (const { name } of tables) {
    const { rows: kept } = await house.database.pool.query(`SELECT 1 FROM ${name} AS t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%'`, [
      NEED,
    ])
    expect(kept, name).toEqual([])
  }
  expect(await rows(`SELECT number, kind FROM attestation WHERE case_id = $1`)).toMatchObject([{ kind: 'trasparenza' }])
})

test('the trail says when and how much, of nobody, and still holds together; a second round finds nothing', async () => {
  const entries = await rows<{ facts: object; actor: string }>(
    `SELECT facts, actor FROM audit WHERE subject = $1 AND action = 'dossier.erased'`,
  )
  expect(entries).toEqual([{ actor: 'system', facts: { pieces: 1, contacts: true } }])
  expect((await verifyAudit(house.database)).breaks).toEqual([])
  expect(await eraseDue(house.world)).toEqual([])
})

test('the screen says that a file is gone, and the case that is still going on keeps everything', async () => {
  const { db, now, wrapping } = house.world
  const reads = openReads({ prisma: undefined as never, db, now, wrapping })
  const [piece] = await rows<{ id: string }>('SELECT id FROM case_evidence WHERE case_id = $1')
  const asked = { caseId: walk.caseId, evidenceId: piece?.id ?? '', actor: walk.people.officer }
  await expect(reads.evidenceFile(asked)).rejects.toMatchObject({ code: 'evidence.erased' })
  const kept = await db.rows('SELECT 1 FROM case_evidence_file f JOIN case_evidence e ON e.id = f.evidence_id WHERE e.case_id = $1', [
    open.caseId,
  ])
  expect(kept).toHaveLength(1)
})
