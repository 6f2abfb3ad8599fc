import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

describe('addresses over HTTP', () => {
  let service: Service
  let officer: Browser
  let caseId: string
  beforeAll(async () => {
    service = await openService()
    officer = await service.as('officer-orobie')
    const { body } = await officer.get<{ items: { id: string; person: { name: string } }[] }>('/api/cases')
    caseId = body.items.find(({ person }) => person.name === 'Gràzia Ondèi')?.id ?? ''
  })
  afterAll(() => service.close())

  test('what cannot be an id is answered like an id that nobody has', async () => {
    const NOBODY = '00000000-0000-4000-8000-000000000000'
    const president = await service.as('president-1')
    const chamber = await service.as('chamber-bergamo')
    const reads: [Browser, (id: string) => string][] = [
      [officer, (id) => `/api/cases/${id}`],
      [officer, (id) => `/api/cases/${caseId}/documents/${id}`],
      [officer, (id) => `/api/cases/${id}/documents/${NOBODY}/text`],
      [officer, (id) => `/api/attestations/${id}`],
      [officer, (id) => `/api/attestations/${id}/offer`],
      [officer, (id) => `/api/attestations/${id}/renderings/open-badge`],
      [chamber, (id) => `/api/commission-requests/${id}`],
      [president, (id) => `/api/sittings/${id}`],
      [president, (id) => `/api/sittings/${id}/minutes`],
    ]
    for (const [browser, path] of reads) {
      const unknown = await browser.get(path(NOBODY))
      expect(unknown).toMatchObject({ status: 404, body: { code: expect.stringMatching(/\.unknown$/) } })
      for (const id of ['nope', '1', '%00', "x'--", NOBODY.slice(1)]) {
        const { status, body } = await browser.get(path(id))
        expect({ status, body }).toEqual({ status: 404, body: unknown.body })
      }
    }
    const release = (id: string) => officer.send(`/api/cases/${id}/release`, { confirmNumber: 'x' })
    expect((await release('nope')).body).toEqual((await release(NOBODY)).body)
  })
})
