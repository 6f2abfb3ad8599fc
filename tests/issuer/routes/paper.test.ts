import { mkdtempSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { seedSeals } from '../../../issuer/demo/seed-seals.ts'
import { demoRootFile } from '../../../keys/index.ts'
import type { Browser } from '../browser.ts'
import { pdfToolsAreHere, run } from '../pdf/pdf-tools.ts'
import { photograph } from '../pdf/phone-picture.ts'
import { readCodes } from '../pdf/read-codes.ts'
import { openService, type Service } from '../service.ts'

describe('paper over HTTP', () => {
  let service: Service
  let officer: Browser
  let id: string
  beforeAll(async () => {
    service = await openService()
    const { keystore, config, world } = service
    await seedSeals({ keystore, dataDir: config.dataDir, now: world.now() })
    officer = await service.as('officer-orobie')
    const { rows } = await service.pool.query<{ id: string }>(
      `SELECT a.id FROM attestation a JOIN organisation o ON o.id = a.organisation_id
       WHERE o.slug = 'orobie-formazione' AND NOT EXISTS (SELECT 1 FROM status_change c WHERE c.attestation_id = a.id) LIMIT 1`,
    )
    id = rows[0]?.id ?? ''
  })
  afterAll(() => service.close())

  async function print(): Promise<Response> {
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return fetch(`${service.issuerUrl}/api/attestations/${id}/renderings/pdf`, { headers: { cookie } })
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
    const asked = await fetch(`${service.issuerUrl}/api/attestations/${id}/renderings/pdf?askedBy=delegato`, {
      headers: { cookie: [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    expect(asked.status).toBe(200)
    const { body: act } = await officer.get<{ caseId: string; history: { copy?: number; askedBy?: string; who: string }[] }>(
      `/api/attestations/${id}`,
    )
    expect(act.history.filter(({ copy }) => copy === 4)).toMatchObject([
      { askedBy: 'delegato', who: expect.not.stringContaining('Orobie') },
    ])
    const { body: found } = await officer.get<{ documents: { title: string; titleByLanguage: { en: string } }[] }>(
      `/api/cases/${act.caseId}`,
    )
    const duplicates = found.documents.filter(({ title }) => title.startsWith('Duplicato'))
    expect(duplicates).toHaveLength(4)
    expect(duplicates.map(({ titleByLanguage }) => titleByLanguage.en)).toContainEqual(
      expect.stringMatching(/^Duplicate n\. 4 of LOM-\d{4}-\d{6}, asked for by somebody who acts for them$/),
    )
    const { rows: kept } = await service.pool.query(`SELECT response FROM idempotency WHERE response::text LIKE '%givenName%'`)
    expect(kept).toEqual([])
  })

  describe.skipIf(!pdfToolsAreHere())('as a verifier takes it, with the Region as anchor and the authority of the seals', () => {
    const verdictOn = async (bytes: Uint8Array, sealRoots?: string[]) => {
      const root = await readFile(demoRootFile(service.config.dataDir), 'utf8')
      const region = `did:web:${encodeURIComponent(new URL(service.issuerUrl).host)}:org:regione-lombardia`
      return verifyDocument(
        { bytes },
        {
          now: new Date(),
          fetch: (url, init) => fetch(url, init),
          trust: {
            issuers: [{ id: region, name: 'Regione', kinds: ['recognition'], from: '2020-01-01T00:00:00Z' }],
            sealRoots: sealRoots ?? [root],
          },
          limits: { allowLoopbackHttp: true },
        },
      )
    }

    test('file and second code are valid and one act, and the first code opens its state', async () => {
      const bytes = new Uint8Array(await (await print()).arrayBuffer())
      const path = join(mkdtempSync(join(tmpdir(), 'attesta-paper-')), 'paper.pdf')
      writeFileSync(path, bytes)
      expect(run('pdfdetach', ['-list', path])).toMatch(/2 embedded files[\s\S]*edc\.json[\s\S]*open-badge\.json/)
      const codes = await readCodes(photograph(path, { dotsPerInch: 200, askew: 4, blur: 0.8, noise: 8 }))
      const offline = codes.find((text) => text.startsWith('ATTESTA1:')) ?? ''
      const page = codes.find((text) => text.startsWith('http')) ?? ''

      const [file, code] = await Promise.all([verdictOn(bytes), verdictOn(new TextEncoder().encode(offline))])
      expect([file.verdict, code.verdict]).toEqual(['valid', 'valid'])
      expect(code.renderingOf).toBe(file.renderingOf)
      // Whoever does not know the authority of the seals has the badge inside, of the same act.
      const unanchored = await verdictOn(bytes, [])
      expect([unanchored.verdict, unanchored.checks.find(({ id }) => id === 'issuer-key')?.code]).toEqual(['valid', 'issuer-key.passed'])
      expect(code.credential?.holder.givenName).toBe(file.credential?.holder.givenName)
      expect(await (await fetch(page)).text()).toContain('<h1 class="word valido">Valido</h1>')
    })
  })
})
