import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Attestation } from '../../../credential/attestation/attestation.ts'
import { digestOf, outcomeDigest, outcomeDisclosures, statusPlace } from '../../../credential/attestation/index.ts'
import { parseCompact } from '../../../credential/jose/index.ts'
import { verifyAudit } from '../../../issuer/db/verify-audit.ts'
import { releaseAttestation } from '../../../issuer/steps/release-attestation.ts'
import { appointed, decided, key, type People, peopleOf } from '../exam.ts'
import { type House, openHouse } from '../house.ts'

describe('an attestato is released on a decision, once', () => {
  let house: House
  let people: People
  beforeAll(async () => {
    house = await openHouse()
    people = await peopleOf(house)
  })
  afterAll(() => house.close())

  const release = (caseId: string, actor = people.officer, idempotencyKey = key()) =>
    releaseAttestation({ actor, idempotencyKey, caseId }, house.world)
  const recordOf = async (id: string) => {
    const [row] = await house.world.db.rows<{ record: Attestation; digest: string }>(
      'SELECT record, digest FROM attestation WHERE id = $1',
      [id],
    )
    if (row === undefined) throw new Error('not released')
    return row
  }

  test('it carries the outcome that the Chamber sealed, a gapless number, a reserved index', async () => {
    const exam = await decided(house, people)
    const { id, number, digest } = await release(exam.caseId)
    const { record, digest: stored } = await recordOf(id)

    expect(number).toMatch(/^LOM-2026-\d{6}$/)
    expect(stored).toBe(digest)
    expect(digestOf(record)).toBe(digest)
    expect(record.outcome.competences).toHaveLength(2)
    expect(record.outcome.qualification?.partial).toBe(false)
    const digests = outcomeDisclosures(record.outcome, record.salts).map(({ disclosure }) => disclosure.digest)
    const decision = parseCompact(record.authority.decision ?? '').payload
    const listed = outcomeDigest({
      kind: 'certificato',
      title: record.title,
      digests,
      status: statusPlace({ list: record.status.tokenList, index: record.status.index }),
    })
    expect(decision).toMatchObject({ credentialSubject: { outcomes: [listed], quorum: { required: 2, present: 2 } } })
    const rows = await house.world.db.rows('SELECT idx FROM status_index WHERE attestation_id = $1', [id])
    expect(rows).toEqual([{ idx: record.status.index }])

    const again = await decided(house, people)
    const next = await release(again.caseId)
    expect(Number(next.number.slice(-6))).toBe(Number(number.slice(-6)) + 1)
  })

  test('asked twice with one key it answers the same, with another key it refuses', async () => {
    const { caseId } = await decided(house, people)
    const same = key()
    const first = await release(caseId, people.officer, same)
    expect(await release(caseId, people.officer, same)).toEqual(first)
    await expect(release(caseId)).rejects.toMatchObject({ code: 'release.already' })
    await expect(release((await decided(house, people)).caseId, people.officer, same)).rejects.toMatchObject({
      code: 'idempotency.other-request',
    })
  })

  test('twenty at once make one', async () => {
    const { caseId } = await decided(house, people)
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => release(caseId)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const rows = await house.world.db.rows('SELECT id FROM attestation WHERE case_id = $1', [caseId])
    expect(rows).toHaveLength(1)
  })

  test.each([
    ['before any decision', async () => (await appointed(house, people)).caseId, 'release.wrong-state'],
    [
      'when nothing was certified',
      async () => (await decided(house, people, { outcomes: ['non certificata'] })).caseId,
      'release.not-certified',
    ],
  ] as const)('refused %s', async (_, make, code) => {
    await expect(release(await make())).rejects.toMatchObject({ code })
  })

  test('refused to another body, which learns nothing', async () => {
    const { caseId } = await decided(house, people)
    const stranger = await house.who('officer-cpi-lecco', 'officer')
    await expect(release(caseId, stranger)).rejects.toMatchObject({ code: 'case.unknown' })
  })

  test('refused to whoever signed the minutes', async () => {
    const { caseId } = await decided(house, people)
    const both = { ...people.officer, accountId: people.president.accountId }
    await expect(release(caseId, both)).rejects.toMatchObject({ code: 'release.four-eyes' })
  })

  test('refused under a title that the commission did not decide, and nothing is signed', async () => {
    const { caseId } = await decided(house, people)
    const before = house.signatures()
    await house.world.db.rows('UPDATE ivc_case SET title = $2 WHERE id = $1', [caseId, { it: 'Direttrice generale' }])
    await expect(release(caseId)).rejects.toMatchObject({ code: 'release.other-outcome' })
    expect(house.signatures()).toBe(before)
  })

  test('refused once the accreditation is withdrawn, and nothing is signed', async () => {
    const { caseId } = await decided(house, people)
    const before = house.signatures()
    await house.world.db.rows(
      `INSERT INTO recognition_withdrawal (recognition_id, organisation_id, ended_at, act_number, act_date)
       SELECT id, organisation_id, '2030-01-01T00:00:00Z', 'DIM/2029/1', '2029-12-01' FROM recognition
       WHERE organisation_id = $1 AND action = 'issue'`,
      [people.officer.organisation.id],
    )
    const later = { ...house.world, now: () => new Date('2030-01-01T00:00:00Z') }
    const attempt = releaseAttestation({ actor: people.officer, idempotencyKey: key(), caseId }, later)
    await expect(attempt).rejects.toMatchObject({ code: 'release.not-recognised' })
    expect(house.signatures()).toBe(before)
    await expect(release(caseId)).resolves.toMatchObject({ number: expect.any(String) })
  })

  test('a profile certified in part is named as such', async () => {
    const { caseId } = await decided(house, people, { outcomes: ['certificata', 'non certificata'] })
    const { record } = await recordOf((await release(caseId)).id)
    expect(record.outcome.competences).toHaveLength(1)
    expect(record.outcome.qualification?.partial).toBe(true)
    expect(record.title.it).toBe('Competenze del profilo Diversity Manager')
  })

  test('the audit chain is whole, and a changed row breaks it', async () => {
    const { rows, breaks } = await verifyAudit({ pool: house.database.pool })
    expect(rows).toBeGreaterThan(20)
    expect(breaks).toEqual([])
    const client = await house.database.pool.connect()
    await client.query('BEGIN')
    await client.query('SET LOCAL session_replication_role = replica')
    await client.query(`UPDATE audit SET actor = 'somebody' WHERE seq = 3 AND organisation_id = $1`, [people.officer.organisation.id])
    await client.query('COMMIT')
    client.release()
    expect((await verifyAudit({ pool: house.database.pool })).breaks).toEqual([
      { organisationId: people.officer.organisation.id, seq: '3' },
    ])
  })
})
