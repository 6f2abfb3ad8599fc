import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'

interface View {
  readonly state: string
  readonly handedFrom?: { readonly body: string; readonly reason: string; readonly waiting: boolean }
  readonly handedTo?: { readonly body: string }
}

describe('a case that goes to another body, over HTTP and through the wall', () => {
  let service: Service
  let orobie: Browser
  let lecco: Browser
  beforeAll(async () => {
    service = await openService()
    orobie = await service.as('officer-orobie')
    lecco = await service.as('officer-cpi-lecco')
  })
  afterAll(() => service.close())

  test('is seen there under today, taken on, and gone from here', async () => {
    const person = { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() }
    const reception = {
      metOn: '2026-01-20',
      channel: 'sportello',
      identifiedWith: 'documento',
      interpreter: false,
      need: 'Mi trasferisco.',
      informed: true,
    }
    const { id } = (await orobie.send<{ id: string }>('/api/cases', { person, reception, province: 'BG' })).body
    const offered = (await orobie.get<{ bodies: { id: string; name: string }[] }>(`/api/cases/${id}/hand-over`)).body
    const bodyId = offered.bodies.find(({ name }) => name.includes('Lecco'))?.id
    const { version } = (await orobie.get<{ version: number }>(`/api/cases/${id}/file`)).body
    const given = await orobie.send<{ id: string }>(`/api/cases/${id}/hand-over`, {
      version,
      bodyId,
      class: 'territorio',
      reason: 'La persona si è trasferita a Lecco.',
      agreed: true,
    })
    expect(given.status).toBe(200)
    const there = given.body.id
    expect((await orobie.get<View>(`/api/cases/${id}`)).body).toMatchObject({
      state: 'passata',
      handedTo: { body: expect.stringContaining('Lecco') },
    })
    expect((await orobie.get(`/api/cases/${there}`)).status).toBe(404)
    expect((await lecco.get(`/api/cases/${id}`)).status).toBe(404)

    const { tasks } = (await lecco.get<{ tasks: { id: string; verb: string }[] }>('/api/today')).body
    expect(tasks[0]).toMatchObject({ id: there, verb: 'take-on' })
    expect((await lecco.get<View>(`/api/cases/${there}`)).body.handedFrom).toMatchObject({
      body: expect.stringContaining('Orobie'),
      reason: 'La persona si è trasferita a Lecco.',
      waiting: true,
    })
    const file = (await lecco.get<{ version: number }>(`/api/cases/${there}/file`)).body
    expect(await lecco.send(`/api/cases/${there}/begin-identification`, { version: file.version })).toMatchObject({
      body: { code: 'handover.waiting' },
    })
    expect((await lecco.send(`/api/cases/${there}/take-on`, { version: file.version })).status).toBe(200)
    expect((await lecco.send(`/api/cases/${there}/begin-identification`, { version: file.version + 1 })).status).toBe(200)
    expect(service.logged()).not.toMatch(/Bragad|Lecco\./)
  })
})
