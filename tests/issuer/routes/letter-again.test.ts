import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'

const reception = {
  metOn: '2026-01-20',
  channel: 'sportello',
  identifiedWith: 'documento',
  interpreter: false,
  need: 'Vorrei che quello che so fare valesse.',
  informed: true,
}

describe('a letter that is sent again, over HTTP and through the wall', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService()
  })
  afterAll(() => service.close())

  test('waits as it did the first time, and nobody counts it as sent', async () => {
    const officer = await service.as('officer-orobie')
    const person = { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() }
    const { id } = (await officer.send<{ id: string }>('/api/cases', { person, reception, province: 'BG' })).body
    const { rows } = await service.pool.query<{ id: string }>(
      `INSERT INTO outbox (organisation_id, topic, payload, done_at, sent, attempts)
       SELECT organisation_id, 'candidate.left-out', jsonb_build_object('caseId', id), now(), 0, 1 FROM ivc_case WHERE id = $1 RETURNING id::text`,
      [id],
    )
    const letterId = rows[0]?.id
    const version = async () => (await officer.get<{ version: number }>(`/api/cases/${id}/file`)).body.version
    expect(await officer.send(`/api/cases/${id}/letter`, { version: await version(), letterId })).toMatchObject({ status: 200 })
    const again = await service.pool.query('SELECT done_at, sent, attempts FROM outbox WHERE id = $1', [letterId])
    expect(again.rows).toEqual([{ done_at: null, sent: null, attempts: 0 }])
    const twice = await officer.send(`/api/cases/${id}/letter`, { version: await version(), letterId })
    expect(twice.body).toMatchObject({ code: 'letter.waiting' })
  })

  test('that reached nobody waits in «Oggi» to be handed over where it refuses, and no more once it was', async () => {
    const officer = await service.as('officer-orobie')
    const person = { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() }
    const { id } = (await officer.send<{ id: string }>('/api/cases', { person, reception, province: 'BG' })).body
    const { rows } = await service.pool.query<{ id: string }>(
      `INSERT INTO outbox (organisation_id, topic, payload, done_at, sent, attempts)
       SELECT organisation_id, 'exam.refused', jsonb_build_object('caseId', id), now(), 0, 1 FROM ivc_case WHERE id = $1 RETURNING id::text`,
      [id],
    )
    const waits = async () =>
      (await officer.get<{ tasks: { verb: string; title: string }[] }>('/api/today')).body.tasks.filter(
        ({ verb }) => verb === 'hand-refusal',
      )
    expect(await waits()).toMatchObject([{ title: "Consegna l'esito a Ìsora Bragadìn" }])
    const { version } = (await officer.get<{ version: number }>(`/api/cases/${id}/file`)).body
    const handed = await officer.send(`/api/cases/${id}/letter-handed`, { version, letterId: rows[0]?.id })
    expect(handed).toMatchObject({ status: 200 })
    expect(await waits()).toEqual([])
    const { body } = await officer.get<{ items: { state: string }[] }>(`/api/cases/${id}/letters`)
    expect(body.items).toMatchObject([{ state: 'handed' }])
  })

  test('to a member of a commission is read and sent again by its Chamber', async () => {
    const chamber = await service.as('chamber-bergamo')
    const { rows } = await service.pool.query<{ id: string }>(
      `SELECT c.id FROM commission c JOIN sitting s ON s.commission_id = c.id JOIN organisation o ON o.id = c.organisation_id
       WHERE o.slug = 'camera-bergamo' AND s.state = 'convened' LIMIT 1`,
    )
    const commissionId = rows[0]?.id
    await service.pool.query(`UPDATE outbox SET done_at = now(), sent = 1 WHERE topic = 'member.appointed'`)
    const read = async () =>
      (await chamber.get<{ items: { id: string; state: string; again: boolean }[] }>(`/api/appointments/${commissionId}/letters`)).body
        .items
    const letter = (await read()).find(({ again }) => again)
    expect(letter).toMatchObject({ state: 'sent' })
    const send = () => chamber.send(`/api/appointments/${commissionId}/letter`, { letterId: letter?.id })
    expect(await send()).toMatchObject({ status: 200 })
    expect((await read()).find(({ id }) => id === letter?.id)).toMatchObject({ state: 'queued', again: false })
    expect(await send()).toMatchObject({ status: 409, body: { code: 'letter.waiting' } })
    const other = await service.as('chamber-como-lecco')
    expect(await other.get(`/api/appointments/${commissionId}/letters`)).toMatchObject({ status: 404 })
  })
})
