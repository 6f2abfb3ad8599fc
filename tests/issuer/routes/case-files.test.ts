import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'

interface File {
  readonly version: number
  readonly changed: { readonly by: string }
  readonly experiences: readonly { readonly id: string; readonly title: string }[]
  readonly evidence: readonly { readonly id: string; readonly keptUntil: string | null }[]
  readonly next: readonly { readonly act: string; readonly missing: readonly { readonly code: string; readonly part: string }[] }[]
}

const person = () => ({ givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() })
const reception = {
  metOn: '2026-01-20',
  channel: 'sportello',
  identifiedWith: 'documento',
  interpreter: false,
  need: 'Vorrei che quello che so fare valesse.',
  informed: true,
}
const cook = { context: 'lavoro', title: 'Cuoca in una mensa', hours: 900 }
const pdf = Buffer.from('%PDF-1.7\nuna prova\n')

describe('a case as its body writes it down, over HTTP', () => {
  let service: Service
  let officer: Browser
  let colleague: Browser
  beforeAll(async () => {
    service = await openService()
    officer = await service.as('officer-orobie')
    colleague = await service.as('officer2-orobie')
  })
  afterAll(() => service.close())

  async function open(): Promise<string> {
    const { status, body } = await officer.send<{ id: string }>('/api/cases', { person: person(), reception, province: 'BG' })
    expect(status).toBe(201)
    return body.id
  }
  const fileOf = async (browser: Browser, id: string) => (await browser.get<File>(`/api/cases/${id}/file`)).body
  async function change(browser: Browser, id: string, name: string, body: object = {}) {
    const { version } = await fileOf(browser, id)
    return browser.send(`/api/cases/${id}/${name}`, { version, ...body })
  }

  test('a character that the database cannot keep is refused at the door, wherever it stands', async () => {
    const nowhere = { person: person(), reception: { ...reception, need: 'Vorrei\u0000 lavorare.' }, province: 'BG' }
    expect(await officer.send('/api/cases', nowhere)).toMatchObject({ status: 400, body: { code: 'request.malformed' } })
  })

  test('of two officers on one version one wins, and the other is told who was faster', async () => {
    const id = await open()
    await change(officer, id, 'begin-identification')
    const { version } = await fileOf(officer, id)
    const first = await colleague.send(`/api/cases/${id}/experience`, { version, experience: cook })
    expect(first.status).toBe(200)
    const second = await officer.send(`/api/cases/${id}/experience`, { version, experience: { ...cook, title: 'Aiuto cuoca' } })
    expect(second).toMatchObject({ status: 409, body: { code: 'case.stale' } })
    const now = await fileOf(officer, id)
    expect(now.experiences.map(({ title }) => title)).toEqual(['Cuoca in una mensa'])
    expect(now.changed.by).not.toBe('')
    const again = await officer.send(`/api/cases/${id}/experience`, { version: now.version, experience: { ...cook, title: 'Aiuto cuoca' } })
    expect(again.status).toBe(200)
  })

  test('the same press sent twice is done once', async () => {
    const id = await open()
    const { version } = await fileOf(officer, id)
    const headers = { 'idempotency-key': 'the-same-press-0001' }
    const presses = [1, 2].map(() => officer.send(`/api/cases/${id}/begin-identification`, { version }, { headers }))
    expect((await Promise.all(presses)).map(({ status }) => status)).toEqual([200, 200])
    const { rows } = await service.pool.query('SELECT state FROM case_transition WHERE case_id = $1', [id])
    expect(rows.map(({ state }) => state)).toEqual(['accoglienza', 'individuazione'])
  })

  test('what is missing is named one by one, with the part where it is mended', async () => {
    const id = await open()
    await change(officer, id, 'begin-identification')
    const { next } = await fileOf(officer, id)
    expect(next.find(({ act }) => act === 'release-transparency')?.missing).toMatchObject([
      { code: 'missing.experience', part: 'esperienze' },
      { code: 'missing.competence', part: 'competenze' },
    ])
    const refused = await change(officer, id, 'release-transparency')
    expect(refused).toMatchObject({ status: 422, body: { code: 'case.incomplete', facts: { count: 2 } } })
  })

  test('evidence comes back as it was given, lies sealed, and is kept as long as its class', async () => {
    const id = await open()
    await change(officer, id, 'begin-identification')
    const kept = await change(officer, id, 'evidence', { class: 'cv-europass', title: 'CV', content: pdf.toString('base64') })
    expect(kept.status).toBe(200)
    const [piece] = (await fileOf(officer, id)).evidence
    // The day is known once the case is over: it is counted from there (issuer/retention).
    expect(piece?.keptUntil).toBeNull()
    const read = await officer.get<string>(`/api/cases/${id}/evidence/${piece?.id}`)
    expect(read.body).toBe(pdf.toString())
    expect(read.headers.get('content-disposition')).toMatch(/^attachment; filename="evidenza\.pdf"; filename\*=UTF-8''[\w%.-]+\.pdf$/)
    const { rows } = await service.pool.query('SELECT sealed FROM case_evidence_file WHERE evidence_id = $1', [piece?.id])
    expect(rows[0]?.sealed.includes('una prova')).toBe(false)
    expect(await change(officer, id, 'evidence', { class: 'altro', title: 'Lo stesso', content: pdf.toString('base64') })).toMatchObject({
      status: 409,
      body: { code: 'evidence.twice' },
    })
    expect(
      await change(officer, id, 'evidence', { class: 'altro', title: 'Testo', content: Buffer.from('ciao').toString('base64') }),
    ).toMatchObject({
      status: 415,
      body: { code: 'evidence.type' },
    })
  })

  test('a homocodic and a provisional code are known again; a wrong one is refused with its own code', async () => {
    const taxCode = 'RSSMRA85T10A562S'
    const mario = { givenName: 'Mario', familyName: 'Rossi', birthDate: '1985-12-10', taxCode }
    const first = await officer.send<{ id: string }>('/api/cases', { person: mario, reception, province: 'BG' })
    const second = await officer.send<{ id: string }>('/api/cases', {
      person: { ...mario, taxCode: 'RSSMRA85T10A56NH' },
      reception,
      province: 'BG',
    })
    const { rows } = await service.pool.query('SELECT DISTINCT person_id FROM ivc_case WHERE id = ANY ($1)', [
      [first.body.id, second.body.id],
    ])
    expect(rows).toHaveLength(1)
    expect(await officer.send('/api/cases', { person: { ...mario, birthDate: '1985-12-11' }, reception, province: 'BG' })).toMatchObject({
      body: { code: 'person.tax-code-birth-date' },
    })
    expect(
      await officer.send('/api/cases', { person: { ...mario, taxCode: 'RSSMRA85T10A562T' }, reception, province: 'BG' }),
    ).toMatchObject({
      body: { code: 'person.tax-code' },
    })
  })

  test('nobody does what was not entrusted to them, and no name reaches the log', async () => {
    const id = await open()
    await service.pool.query(
      `UPDATE membership SET tasks = ARRAY['reception'] WHERE account_id = (SELECT id FROM account WHERE subject = 'officer2-orobie')`,
    )
    await change(officer, id, 'begin-identification')
    expect(await change(colleague, id, 'experience', { experience: cook })).toMatchObject({ status: 403, body: { code: 'case.no-task' } })
    expect(service.logged()).not.toMatch(/Bragad|Ìsora|Cuoca/)
  })
})
