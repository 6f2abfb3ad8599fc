import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../../issuer/auth/actor.ts'
import { readCaseKey } from '../../../issuer/dossier/case-key.ts'
import { openEvidence } from '../../../issuer/dossier/evidence-file.ts'
import { addEvidence } from '../../../issuer/steps/dossier/add-evidence.ts'
import { keepExperience } from '../../../issuer/steps/dossier/keep-experience.ts'
import { sinceTransparency } from '../../../issuer/steps/dossier/since-transparency.ts'
import { fileApplication } from '../../../issuer/steps/file-application.ts'
import { handOver } from '../../../issuer/steps/hand-over.ts'
import { readReceivers } from '../../../issuer/steps/read-receivers.ts'
import { renewTransparency } from '../../../issuer/steps/renew-transparency.ts'
import { takeOn } from '../../../issuer/steps/take-on.ts'
import { key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'
import { doAct, scan, TO_THE_CERTIFICATE, type Walk, walkTo, welcome, writeDossier } from '../walk.ts'

const reason = { class: 'territorio', text: 'La persona si è trasferita a Lecco.' }

describe('handing a case over to another body', () => {
  let house: House
  let people: People
  let lecco: Actor
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
    lecco = await house.who('officer-cpi-lecco', 'officer')
  })
  afterAll(() => house.close())

  const give = (caseId: string, changes: Partial<Parameters<typeof handOver>[0]> = {}) =>
    handOver(
      { actor: people.officer, idempotencyKey: key(), caseId, bodyId: lecco.organisation.id, reason, agreed: true, ...changes },
      house.world,
    )
  const stateOf = async (id: string) =>
    (await house.world.db.rows<{ state: string }>('SELECT state FROM ivc_case WHERE id = $1', [id]))[0]?.state
  const one = async (sql: string, id: string) => (await house.world.db.rows<{ n: number }>(sql, [id]))[0]?.n

  test.each(TO_THE_CERTIFICATE.slice(0, 6))(
    'after %s the other body has it where it stood, with all that was written down',
    async (act) => {
      const walk = await welcome(house, people)
      await walkTo(act, walk)
      const stood = await stateOf(walk.caseId)
      const { id } = await give(walk.caseId)
      expect(await stateOf(walk.caseId)).toBe('passata')
      expect(await stateOf(id)).toBe(stood)
      for (const table of [
        'case_experience',
        'case_competence',
        'case_support',
        'case_reception',
        'case_application',
        'case_plan',
        'case_validation',
        'case_document',
      ]) {
        const count = `SELECT count(*)::int AS n FROM ${table} WHERE case_id = $1`
        expect(await one(count, id), table).toBe(await one(count, walk.caseId))
        expect(await one(`${count} AND organisation_id <> '${lecco.organisation.id}'`, id), table).toBe(0)
      }
      const kept = 'SELECT count(*)::int AS n FROM case_evidence WHERE case_id = $1'
      const frozen = TO_THE_CERTIFICATE.indexOf(act) >= TO_THE_CERTIFICATE.indexOf('file-application')
      expect(await one(kept, id)).toBe(frozen ? await one(kept, walk.caseId) : 0)
      const history = (caseId: string) =>
        house.world.db.rows('SELECT state, at, by, act FROM case_transition WHERE case_id = $1 ORDER BY id', [caseId])
      expect(await history(id)).toEqual((await history(walk.caseId)).slice(0, -1))
    },
  )

  test('nothing is done to it before somebody there takes it on, and then it goes on to the certificate', async () => {
    const walk = await welcome(house, people)
    await walkTo('begin-identification', walk)
    const { id } = await give(walk.caseId)
    const there: Walk = { caseId: id, house, people: { ...people, officer: lecco } }
    await expect(writeDossier(there)).rejects.toMatchObject({ code: 'handover.waiting' })
    await expect(takeOn({ actor: people.officer, idempotencyKey: key(), caseId: id }, house.world)).rejects.toMatchObject({
      code: 'case.unknown',
    })
    await takeOn({ actor: lecco, idempotencyKey: key(), caseId: id }, house.world)
    await expect(takeOn({ actor: lecco, idempotencyKey: key(), caseId: id }, house.world)).rejects.toMatchObject({
      code: 'handover.not-waiting',
    })
    await doAct('release-transparency', there)
    expect(await stateOf(id)).toBe('trasparenza_rilasciata')
  })

  test('after the application its evidence goes along, sealed anew, and the receiver goes on to the certificate with it', async () => {
    const walk = await welcome(house, people)
    await walkTo('admit', walk)
    const { id } = await give(walk.caseId)
    await takeOn({ actor: lecco, idempotencyKey: key(), caseId: id }, house.world)
    const pieces = (caseId: string) =>
      house.world.db.rows<{ id: string; sha256: Buffer; sealed: Buffer }>(
        'SELECT e.id, e.sha256, f.sealed FROM case_evidence e JOIN case_evidence_file f ON f.evidence_id = e.id WHERE e.case_id = $1',
        [caseId],
      )
    const [[was], [is]] = await Promise.all([pieces(walk.caseId), pieces(id)])
    if (was === undefined || is === undefined) throw new Error('no evidence')
    const { db, wrapping } = house.world
    const caseKey = await readCaseKey(id, { db, wrapping })
    expect(
      createHash('sha256')
        .update(openEvidence({ key: caseKey, evidenceId: is.id, sealed: is.sealed }))
        .digest(),
    ).toEqual(was.sha256)
    expect(() => openEvidence({ key: caseKey, evidenceId: was.id, sealed: was.sealed })).toThrow('evidence.damaged')
    const there: Walk = { caseId: id, house, people: { ...people, officer: lecco } }
    for (const next of TO_THE_CERTIFICATE.slice(TO_THE_CERTIFICATE.indexOf('plan-assessment'))) await doAct(next, there)
    expect(await stateOf(id)).toBe('rilasciato')
  })

  test('what was sealed before is held against the dossier, and the receiver may issue a document of its own', async () => {
    const walk = await welcome(house, people)
    await walkTo('release-transparency', walk)
    const { id } = await give(walk.caseId)
    const on = () => ({ actor: lecco, idempotencyKey: key(), caseId: id })
    await takeOn(on(), house.world)
    expect((await sinceTransparency(id, house.world.db))?.changes).toEqual([])
    await keepExperience({ ...on(), experience: { context: 'lavoro', title: 'Cuoca', hours: 900 } }, house.world)
    expect((await sinceTransparency(id, house.world.db))?.changes.map(([it]) => it)).toEqual(['Esperienza aggiunta: Cuoca, 900 ore'])
    await addEvidence({ ...on(), evidence: { class: 'cv-europass', title: 'CV', bytes: scan() } }, house.world)
    await expect(fileApplication(on(), house.world)).rejects.toMatchObject({ code: 'case.dossier-changed' })

    await renewTransparency(on(), house.world)
    expect(await sinceTransparency(id, house.world.db)).toMatchObject({ own: true, changes: [] })
    const words = await house.world.db.rows<{ word: string }>(
      'SELECT attesta_word_of(id) AS word FROM attestation WHERE case_id = ANY ($1)',
      [[walk.caseId, id]],
    )
    expect(words).toEqual([{ word: 'valido' }, { word: 'valido' }])
    await fileApplication(on(), house.world)
    expect(await stateOf(id)).toBe('domanda_presentata')
  })

  test('a body that cannot keep it hands it on, back to where it came from too', async () => {
    const walk = await welcome(house, people)
    const { id } = await give(walk.caseId)
    await takeOn({ actor: lecco, idempotencyKey: key(), caseId: id }, house.world)
    const { id: back } = await give(id, { actor: lecco, bodyId: people.officer.organisation.id })
    const persons = await house.world.db.rows('SELECT DISTINCT person_id FROM ivc_case WHERE id = ANY ($1)', [[walk.caseId, back]])
    expect(persons).toHaveLength(1)
  })

  test.each([
    ['without the consent of the person', { agreed: false }, 'handover.not-agreed'],
    ['with no reason to speak of', { reason: { class: 'territorio', text: 'boh' } }, 'case.reason-missing'],
    ['to nobody', { bodyId: '00000000-0000-4000-8000-000000000000' }, 'handover.unknown'],
  ] as const)('is refused %s, and nothing is left of it', async (_, changes, code) => {
    const walk = await welcome(house, people)
    const before = await house.world.db.rows('SELECT count(*) FROM ivc_case')
    await expect(give(walk.caseId, changes)).rejects.toMatchObject({ code })
    expect(await house.world.db.rows('SELECT count(*) FROM ivc_case')).toEqual(before)
    expect(await stateOf(walk.caseId)).toBe('accoglienza')
  })

  test('is refused to a body that the Region does not recognise for what follows, and the list does not offer it', async () => {
    const walk = await welcome(house, people)
    const { pool } = house.database
    const { rows } = await pool.query<{ id: string }>(
      `INSERT INTO organisation (slug, did, name, kind, legal_basis, country, region) SELECT 'nuovo-ente', did || '-nuovo', 'Ente appena nato', 'body',
         legal_basis, country, region FROM organisation WHERE id = $1 RETURNING id`,
      [lecco.organisation.id],
    )
    const bodyId = rows[0]?.id ?? ''
    await expect(give(walk.caseId, { bodyId })).rejects.toMatchObject({ code: 'handover.unknown' })
    const receivers = await readReceivers({ organisationId: people.officer.organisation.id, at: house.clock.at }, house.world.db)
    expect(receivers.map(({ id }) => id)).toContain(lecco.organisation.id)
    expect(receivers.map(({ id }) => id)).not.toContain(bodyId)
    const elsewhere = await pool.query<{ id: string }>(
      `SELECT DISTINCT o.id FROM organisation o JOIN recognition r ON r.organisation_id = o.id WHERE r.recogniser_id NOT IN
         (SELECT recogniser_id FROM recognition WHERE organisation_id = $1)`,
      [people.officer.organisation.id],
    )
    for (const { id } of elsewhere.rows) expect(receivers.map((one) => one.id)).not.toContain(id)
  })

  test('is refused to its own body, to a Chamber, and for a case that is elsewhere', async () => {
    const { caseId } = await welcome(house, people)
    await expect(give(caseId, { bodyId: people.officer.organisation.id })).rejects.toMatchObject({ code: 'handover.same' })
    await expect(give(caseId, { bodyId: people.chamber.organisation.id })).rejects.toMatchObject({ code: 'handover.unknown' })
    await expect(give(caseId, { actor: lecco })).rejects.toMatchObject({ code: 'case.unknown' })
  })
})
