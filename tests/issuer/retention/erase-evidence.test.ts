import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askBody } from '../../../issuer/citizen/ask-body.ts'
import { casePage } from '../../../issuer/citizen/case-page.ts'
import { keptSection } from '../../../issuer/citizen/kept-section.ts'
import { readOwnCase } from '../../../issuer/citizen/own-case.ts'
import { sweep } from '../../../issuer/db/sweep.ts'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { readCaseFile } from '../../../issuer/reads/case-file.ts'
import { readEvidenceFile } from '../../../issuer/reads/evidence-file.ts'
import { dueEvidence } from '../../../issuer/retention/due-evidence.ts'
import { eraseEvidence } from '../../../issuer/retention/erase-evidence.ts'
import { addEvidence } from '../../../issuer/steps/dossier/add-evidence.ts'
import { readFile } from '../../../issuer/steps/lock-case.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, scan, type Walk, walkTo, welcome } from '../walk.ts'

const DAY = 86_400
const YEAR = 365.25 * DAY
const OWN = 'testimonianza'
const TITLE = 'Racconto di chi lavorava con me'

let house: House
let people: People
beforeAll(async () => {
  house = await openHouse()
  people = await peopleOf(house)
})
beforeEach(() => {
  house.clock.at = new Date('2026-11-24T09:00:00Z')
})
afterAll(() => house.close())

/** A case that ends with a piece of a class that is kept for three years in a dossier that is kept for five. */
async function concluded(): Promise<Walk> {
  const walk = await welcome(house, people)
  await walkTo('begin-identification', walk)
  const evidence = { class: OWN, title: TITLE, bytes: scan() }
  await addEvidence({ actor: people.officer, idempotencyKey: key(), caseId: walk.caseId, evidence }, house.world)
  await doAct('release-transparency', walk)
  await doAct('conclude', walk)
  return walk
}

const rows = (text: string, { caseId }: Walk) => house.world.db.rows(text, [caseId])
const filesOf = (walk: Walk) =>
  rows('SELECT e.class FROM case_evidence e JOIN case_evidence_file f ON f.evidence_id = e.id WHERE e.case_id = $1 ORDER BY e.class', walk)
const due = async () => (await dueEvidence({ at: house.clock.at, most: 50 }, house.world.db)).map((piece) => [piece.caseId, piece.class])

async function ofBody({ caseId }: Walk) {
  const file = await readFile({ caseId, organisationId: people.officer.organisation.id }, house.world.db)
  return (await readCaseFile(file, house.world)).evidence
}

describe('evidence of a class that is kept for less than the dossier', () => {
  test('goes on its day, and no other; title, dossier and key stay until theirs', async () => {
    const walk = await concluded()
    house.clock.advance(3 * YEAR - 2 * DAY)
    expect(await due()).toEqual([])
    await eraseEvidence(house.world)
    expect(await filesOf(walk)).toEqual([{ class: 'cv-europass' }, { class: OWN }])

    house.clock.advance(3 * DAY)
    expect(await due()).toEqual([[walk.caseId, OWN]])
    const before = await ofBody(walk)
    await sweep(house.world)
    expect(await filesOf(walk)).toEqual([{ class: 'cv-europass' }])
    const [piece] = (await ofBody(walk)).filter(({ class: of }) => of === OWN)
    expect(piece).toMatchObject({ title: TITLE, erasedAt: house.clock.at, keptUntil: null })
    expect(before).toHaveLength(2)
    const asked = { caseId: walk.caseId, evidenceId: piece?.id ?? '', actor: people.officer }
    await expect(readEvidenceFile(asked, house.world)).rejects.toMatchObject({ code: 'evidence.erased' })
    expect(await rows(`SELECT facts, actor FROM audit WHERE subject = $1::text AND action = 'evidence.erased'`, walk)).toEqual([
      { actor: 'system', facts: { class: OWN, pieces: 1 } },
    ])
    expect((await verifyAudit(house.database)).breaks).toEqual([])
    expect(await eraseEvidence(house.world)).toEqual([])

    house.clock.advance(2 * YEAR)
    await sweep(house.world)
    expect(await rows('SELECT title, erased_at IS NOT NULL AS gone FROM case_evidence WHERE case_id = $1', walk)).toEqual([
      { title: 'cancellato', gone: true },
      { title: 'cancellato', gone: true },
    ])
    expect(await ofBody(walk)).toEqual([])
  })

  test('is told of to the person and to the body, each piece with its day', async () => {
    const walk = await concluded()
    const kept = keptSection(await readOwnCase(walk.caseId, house.world), 'it')
    const pieces = await ofBody(walk)
    const year = house.clock.at.getUTCFullYear()
    expect(pieces.map(({ class: of, keptUntil }) => [of, keptUntil?.slice(0, 4)]).sort()).toEqual([
      ['cv-europass', String(year + 5)],
      [OWN, String(year + 3)],
    ])
    expect(kept).toMatch(/Testimonianza[^<]*: per 3 anni da quando il percorso finisce/)
    expect(kept).toMatch(new RegExp(`${TITLE}: fino al \\d+ \\w+ ${year + 3}`))
    // While it may still be sent, before it is sent.
    const open = await welcome(house, people)
    await walkTo('begin-identification', open)
    const viewer = { by: 'link', csrf: 'x', caseIds: [open.caseId] } as const
    const own = await readOwnCase(open.caseId, house.world)
    const page = casePage({ own, viewer, frame: { language: 'en', demo: true, otherHref: '/' } })
    expect(page).toMatch(/We keep evidence for 5 years from the day on which the path ends\. Testimony[^<]*: for 3 years from/)
  })

  test('waits, like the dossier, for whoever waits for an answer', async () => {
    const walk = await concluded()
    house.clock.advance(3 * YEAR - DAY)
    await askBody({ caseId: walk.caseId, kind: 'accesso', text: 'Vorrei vedere le mie carte.' }, house.world)
    house.clock.advance(30 * DAY)
    expect((await due()).filter(([caseId]) => caseId === walk.caseId)).toEqual([])
  })

  test('that cannot be removed is said, and holds up no other', async () => {
    const [first, second] = [await concluded(), await concluded()]
    house.clock.advance(3 * YEAR + DAY)
    const { pool } = house.database
    await pool.query(`CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.case_id = '${first.caseId}' THEN RAISE EXCEPTION 'stuck'; END IF; RETURN NEW; END $$`)
    await pool.query('CREATE TRIGGER stuck BEFORE UPDATE ON case_evidence FOR EACH ROW EXECUTE FUNCTION stuck()')
    const failed: string[] = []
    const done = await eraseEvidence({ ...house.world, most: 1, onFailed: ({ caseId }) => failed.push(caseId) })
    expect(failed).toEqual([first.caseId])
    expect(done.map(({ caseId }) => caseId)).toContain(second.caseId)
    expect(await filesOf(first)).toHaveLength(2)
    await pool.query('DROP TRIGGER stuck ON case_evidence')
  })
})
