import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { auditHash } from '../../../issuer/db/append-audit.ts'
import type { Browser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

interface Line {
  readonly id: string
  readonly number: string
  readonly state: string
}

let service: Service
let region: Browser
let officer: Browser
let certificate: Line
let caseId: string
beforeAll(async () => {
  service = await openService()
  region = await service.as('region-1')
  officer = await service.as('officer-orobie')
  const { body } = await region.get<{ items: Line[] }>('/api/register?kind=certificato&state=valido')
  certificate = body.items[0] as Line
  const entry = await region.get<{ case: { id: string } }>(`/api/register/${certificate.id}`)
  caseId = entry.body.case.id
})
afterAll(() => service.close())

describe('the register of acts', () => {
  test('is found by number: all of it at the Region, its own at a body, nothing elsewhere', async () => {
    const at = async (browser: Browser, query = '') => (await browser.get<{ total: number; items: Line[] }>(`/api/register${query}`)).body
    const all = await at(region)
    const own = await at(officer)
    const lecco = await at(await service.as('officer-cpi-lecco'))
    expect(all.total).toBe(own.total + lecco.total)
    expect(own.total).toBeGreaterThan(0)
    expect(JSON.stringify(all)).not.toMatch(/givenName|familyName/)
    expect((await at(region, `?number=${encodeURIComponent(certificate.number)}`)).items.map(({ id }) => id)).toEqual([certificate.id])
    expect((await at(region, '?number=%25')).total).toBe(0)
    expect((await at(await service.as('chamber-bergamo'))).total).toBe(0)
    const other = await service.as('officer-cpi-lecco')
    expect((await other.get(`/api/register/${certificate.id}`)).status).toBe(404)
  })

  test('is counted by kind, as far as it was asked for and past its first page', async () => {
    interface Counted {
      readonly total: number
      readonly items: readonly { readonly kind: string }[]
      readonly kinds: readonly { readonly kind: string; readonly count: number }[]
    }
    const { body } = await region.get<Counted>('/api/register')
    expect(body.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(body.total)
    expect(body.kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining(body.items.map(({ kind }) => kind)))
    const only = await region.get<Counted>('/api/register?kind=certificato')
    expect(only.body.kinds).toEqual([{ kind: 'certificato', count: only.body.total }])
    expect((await region.get<Counted>('/api/register?kind=frequenza')).body).toMatchObject({ total: 0, kinds: [] })
  })

  test('the Region suspends by an act with a number, and what it suspended only it lifts', async () => {
    const change = { confirmNumber: certificate.number, reasonClass: 'falsa-dichiarazione', reason: 'Segnalazione della Procura.' }
    const act = { number: 'DEC/77', date: '2026-11-20' }
    expect((await region.send(`/api/register/${certificate.id}/suspend`, change)).status).toBe(400)
    const { body } = await region.send(`/api/register/${certificate.id}/suspend`, { ...change, act })
    expect(body).toMatchObject({
      state: 'sospeso',
      changes: [{ actNumber: 'DEC/77', actDate: '2026-11-20', by: expect.stringContaining('Regione') }],
    })
    const lifting = { ...change, reasonClass: 'verifica-conclusa' }
    expect((await officer.send(`/api/attestations/${certificate.id}/lift`, lifting)).body).toMatchObject({ code: 'status.of-region' })
    expect((await officer.send(`/api/register/${certificate.id}/lift`, { ...lifting, act })).body).toMatchObject({
      code: 'status.of-region',
    })
    expect((await region.send(`/api/register/${certificate.id}/lift`, { ...lifting, act })).body).toMatchObject({ state: 'valido' })
  })
})

async function fetchZip(browser: Browser, id: string): Promise<string> {
  const response = await fetch(`${service.issuerUrl}/api/audit-files/${id}`, {
    headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  })
  expect(response.headers.get('content-type')).toBe('application/zip')
  const folder = mkdtempSync(join(tmpdir(), 'attesta-zip-'))
  writeFileSync(join(folder, 'file.zip'), Buffer.from(await response.arrayBuffer()))
  execFileSync('unzip', ['-tq', 'file.zip'], { cwd: folder })
  execFileSync('unzip', ['-q', 'file.zip'], { cwd: folder })
  return folder
}

describe('the audit file of a case', () => {
  const ask = (browser: Browser, changes: object = {}) =>
    browser.send<{ id: string; code: string }>(`/api/cases/${caseId}/audit-files`, {
      withEvidence: false,
      reason: 'Controllo a campione FSE+.',
      ...changes,
    })

  test('is a zip whose list of contents holds, and whose trail can be computed again', async () => {
    const { body, status } = await ask(region)
    expect(status).toBe(201)
    const folder = await fetchZip(region, body.id)
    execFileSync('sha256sum', ['-c', '--quiet', 'contenuto.sha256'], { cwd: folder })
    const names = readFileSync(join(folder, 'contenuto.sha256'), 'utf8')
    const listed = names
      .trim()
      .split('\n')
      .map((line) => line.slice(66))
    expect([...new Set(listed)]).toEqual(listed)
    for (const name of [
      'pratica.json',
      'regole.json',
      'LEGGIMI.txt',
      'registro.json',
      'evidenze.json',
      '/nomina.jwt',
      '/decisione.jwt',
      '/open-badge/',
    ])
      expect(names).toContain(name)
    for (const paper of ['nomina', 'convocazione', 'verbale']) {
      const name = listed.find((known) => new RegExp(`^documenti/\\d+-${paper}\\.pdf$`).test(known))
      expect([
        paper,
        readFileSync(join(folder, name ?? ''))
          .subarray(0, 5)
          .toString(),
      ]).toEqual([paper, '%PDF-'])
    }
    const told = JSON.parse(readFileSync(join(folder, 'pratica.json'), 'utf8'))
    expect(told).toHaveProperty('hours')
    expect(told).toHaveProperty('experiences')
    const trail = JSON.parse(readFileSync(join(folder, 'registro.json'), 'utf8'))
    expect(trail.outcome).toBe('passed')
    expect(trail.entries.length).toBeGreaterThan(2)
    for (const { previousHash, hash, at, ...entry } of trail.entries) {
      expect(auditHash(Buffer.from(previousHash, 'hex'), { ...entry, at: new Date(at) }).toString('hex')).toBe(hash)
    }
    expect(trail.entries.at(-1)).toMatchObject({ action: expect.stringMatching(/^case.audit-file-asked|^attestation/) })
    expect(readFileSync(join(folder, 'LEGGIMI.txt'), 'utf8')).toContain('nessuna manca o è stata cambiata')
    expect(
      createHash('sha256')
        .update(readFileSync(join(folder, 'pratica.json')))
        .digest('hex'),
    ).toBe(
      names
        .split('\n')
        .find((line) => line.endsWith('  pratica.json'))
        ?.split(' ')[0],
    )
  })

  test('is the administrator’s and the Region’s; what shows the evidence is the body’s', async () => {
    expect((await ask(region, { withEvidence: true })).body.code).toBe('audit-file.evidence')
    expect((await ask(await service.as('officer-cpi-lecco'))).body.code).toBe('case.unknown')
    expect((await ask(officer, { reason: '' })).status).toBe(400)
    const { body } = await ask(officer, { withEvidence: true })
    await fetchZip(officer, body.id)
    expect((await region.get(`/api/audit-files/${body.id}`)).status).toBe(404)
    await service.pool.query(`UPDATE membership SET tasks = array_remove(tasks, 'administration') WHERE role = 'officer'`)
    expect((await ask(officer)).body.code).toBe('audit-file.not-allowed')
  })

  test('says so when the trail was changed behind its back', async () => {
    const { body } = await ask(region)
    await service.pool.query('ALTER TABLE audit DISABLE TRIGGER audit_append_only')
    await service.pool.query(
      `UPDATE audit SET facts = facts || '{"x":"y"}' WHERE organisation_id = (SELECT organisation_id FROM ivc_case WHERE id = $1) AND seq = 2`,
      [caseId],
    )
    const folder = await fetchZip(region, body.id)
    expect(JSON.parse(readFileSync(join(folder, 'registro.json'), 'utf8'))).toMatchObject({ outcome: 'failed', breaks: ['2'] })
    expect(readFileSync(join(folder, 'LEGGIMI.txt'), 'utf8')).toContain('ATTENZIONE')
  })
})
