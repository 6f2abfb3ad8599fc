import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

describe('paper over HTTP', () => {
  let service: Service
  let officer: Browser
  let id: string
  beforeAll(async () => {
    service = await openService()
    officer = await service.as('officer-orobie')
    const { rows } = await service.pool.query<{ id: string }>(
      `SELECT a.id FROM attestation a JOIN organisation o ON o.id = a.organisation_id
       WHERE o.slug = 'orobie-formazione' AND NOT EXISTS (SELECT 1 FROM status_change c WHERE c.attestation_id = a.id) LIMIT 1`,
    )
    id = rows[0]?.id ?? ''
  })
  afterAll(() => service.close())

  /** A service that is busy, as one is whose first page was just drawn on a slow machine, is asked again. */
  async function print(): Promise<Response> {
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    for (;;) {
      const response = await fetch(`${service.issuerUrl}/api/attestations/${id}/renderings/pdf`, { headers: { cookie } })
      if (response.status !== 503) return response
      await setTimeout(500)
    }
  }

  test('the first is the original, each further one a numbered duplicate, and the audit knows', async () => {
    const first = await print()
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    expect(first.headers.get('content-disposition')).toMatch(/filename="LOM-\d{4}-\d{6}\.pdf"/)
    expect(
      Buffer.from(await first.arrayBuffer())
        .subarray(0, 8)
        .toString(),
    ).toBe('%PDF-1.7')

    const again = await Promise.all([print(), print(), print()])
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200])
    const names = again.map(({ headers }) => /duplicato-(\d)\.pdf/.exec(headers.get('content-disposition') ?? '')?.[1])
    expect(names.sort()).toEqual(['1', '2', '3'])

    const { rows } = await service.pool.query('SELECT action, facts FROM audit WHERE subject = $1 AND action LIKE $2 ORDER BY seq', [
      id,
      '%ed',
    ])
    expect(rows.filter(({ action }) => /printed|duplicated/.test(action))).toEqual([
      { action: 'attestation.printed', facts: { form: 'pdf', copy: 0 } },
      ...[1, 2, 3].map((copy) => ({ action: 'attestation.duplicated', facts: { form: 'pdf', copy } })),
    ])
    const { rows: kept } = await service.pool.query(`SELECT response FROM idempotency WHERE response::text LIKE '%givenName%'`)
    expect(kept).toEqual([])
  })
})
