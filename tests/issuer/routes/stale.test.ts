import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'
import { person } from '../volunteers/third-sector.ts'

let service: Service
let officer: Browser
let chamber: Browser
let region: Browser
beforeAll(async () => {
  service = await openService()
  officer = await service.as('officer-orobie')
  chamber = await service.as('chamber-bergamo')
  region = await service.as('region-1')
})
afterAll(() => service.close())

const one = async (text: string, ...values: unknown[]) => (await service.pool.query<{ id: string }>(text, values)).rows[0]?.id ?? ''
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

interface Write {
  readonly by: Browser
  readonly path: string
  readonly body?: object
  readonly method?: string
}

/** How far the chain of every organisation goes: whatever is done leaves a line there. */
async function lines(): Promise<string> {
  const { rows } = await service.pool.query<{ said: string }>('SELECT count(*)::text AS said FROM audit')
  return rows[0]?.said ?? ''
}

async function versionAt({ by, path }: Pick<Write, 'by' | 'path'>): Promise<string> {
  const { status, headers } = await by.get(path)
  expect([path, status, headers.get('etag')]).toEqual([path, 200, expect.stringMatching(/^"\d+"$/)])
  return headers.get('etag') ?? ''
}

const send = ({ by, path, body = {}, method = 'POST' }: Write, seen: string) =>
  by.send<{ code?: string; facts?: Record<string, string>; id?: string }>(path, body, { method, headers: { 'if-match': seen } })

/** Two who look at the same page: the first is done, the second is told what was done, by whom and when, and may do it on what is there. */
async function secondIsTold({
  page,
  first,
  second,
  what,
}: {
  page: Pick<Write, 'by' | 'path'>
  first: Write
  second: Write
  what: string
}) {
  const seen = await versionAt(page)
  const secondSeen = second.by === page.by ? seen : await versionAt({ by: second.by, path: second.path.replace(/\/[^/]+$/, '') })
  const done = await send(first, seen)
  expect([first.path, done.status]).toEqual([first.path, expect.toSatisfy((code: number) => code < 300)])
  const before = await lines()
  const told = await send(second, secondSeen)
  expect(told).toMatchObject({ status: 409, body: { code: 'page.stale', facts: { what, at: expect.stringMatching(/^\d{4}-.*Z$/) } } })
  expect(told.body.facts?.by).not.toBe('')
  expect(await lines()).toBe(before)
}

/** The same on what the page shows now goes past the version. */
async function isNotStale(write: Write, page: Pick<Write, 'by' | 'path'>) {
  expect((await send(write, await versionAt(page))).body.code).not.toBe('page.stale')
}

/** A request before the Chamber: of the demo's case whose dossier is whole. */
async function requested(): Promise<string> {
  const id = await one(
    `SELECT k.id FROM ivc_case k JOIN organisation o ON o.id = k.organisation_id WHERE o.slug = 'orobie-formazione' AND k.state = 'validazione_rilasciata' LIMIT 1`,
  )
  const chamberId = await one(`SELECT id FROM organisation WHERE slug = 'camera-bergamo'`)
  const path = `/api/cases/${id}/request-commission`
  const { body, status } = await send(
    { by: officer, path, body: { chamberId } },
    await versionAt({ by: officer, path: `/api/cases/${id}` }),
  )
  expect([status, body.code]).toEqual([201, undefined])
  return body.id ?? ''
}

test('a version that a proxy made weak, as it does with whatever it compresses, is the same version', async () => {
  const { rows } = await service.pool.query<{ id: string; number: string }>(
    `SELECT a.id, a.number FROM attestation a JOIN organisation o ON o.id = a.organisation_id
     WHERE o.slug = 'orobie-formazione' AND a.kind = 'certificato' LIMIT 1`,
  )
  const path = `/api/attestations/${rows[0]?.id}`
  const body = { confirmNumber: 'x', reasonClass: 'falsa-dichiarazione', reason: 'Dichiarazione non vera.' }
  const annul = { by: officer, path: `${path}/annul`, body }
  const seen = await versionAt({ by: officer, path })
  for (const tag of [seen, `W/${seen}`]) expect((await send(annul, tag)).body.code).toBe('confirm.mismatch')
  for (const tag of ['"0"', 'W/"0"']) expect((await send(annul, tag)).body.code).toBe('page.stale')
  for (const tag of ['W/0', 'w/"0"', 'W/"x"', 'W/W/"0"']) expect((await send(annul, tag)).status).toBe(400)
})

describe('of two who act on one page, the second', () => {
  test('is told of an act that the Region suspended meanwhile, and the Region of what the body did', async () => {
    const { rows } = await service.pool.query<{ id: string; number: string }>(
      `SELECT a.id, a.number FROM attestation a JOIN organisation o ON o.id = a.organisation_id
       WHERE o.slug = 'orobie-formazione' AND a.kind = 'certificato' AND NOT EXISTS (SELECT 1 FROM status_change s WHERE s.attestation_id = a.id) LIMIT 1`,
    )
    const { id = '', number = '' } = rows[0] ?? {}
    const change = { confirmNumber: number, reasonClass: 'falsa-dichiarazione', reason: 'Dichiarazione non vera.' }
    const act = { number: 'REG/1', date: inDays(0) }
    const page = { by: officer, path: `/api/attestations/${id}` }
    const seen = await versionAt(page)
    const regionSeen = await versionAt({ by: region, path: `/api/register/${id}` })
    expect((await send({ by: region, path: `/api/register/${id}/suspend`, body: { ...change, act } }, regionSeen)).status).toBe(200)
    for (const [name, body] of [['annul', change]] as const) {
      const told = await send({ by: officer, path: `${page.path}/${name}`, body }, seen)
      expect(told).toMatchObject({ status: 409, body: { code: 'page.stale', facts: { what: 'attestation.sospeso' } } })
    }
    const order = { confirmNumber: number, reason: 'Il nome è sbagliato.', act }
    expect((await send({ by: region, path: `/api/register/${id}/order-correction`, body: order }, regionSeen)).body.code).toBe('page.stale')
    const lifted = await send(
      { by: region, path: `/api/register/${id}/lift`, body: { ...change, reasonClass: 'verifica-conclusa', act } },
      regionSeen,
    )
    expect(lifted.body.code).toBe('page.stale')
    await isNotStale({ by: officer, path: `${page.path}/annul`, body: { ...change, confirmNumber: 'x' } }, page)
  })

  test('is told of a rettifica that another has asked for', async () => {
    const { rows } = await service.pool.query<{ id: string; number: string }>(
      `SELECT a.id, a.number FROM attestation a JOIN organisation o ON o.id = a.organisation_id
       WHERE o.slug = 'orobie-formazione' AND a.kind = 'certificato' AND NOT EXISTS (SELECT 1 FROM status_change s WHERE s.attestation_id = a.id) LIMIT 1`,
    )
    const { id = '', number = '' } = rows[0] ?? {}
    const form = await officer.get<{ correctable: { person: { givenName: string } }; reasons: { id: string }[] }>(
      `/api/attestations/${id}/correctable`,
    )
    const { correctable, reasons } = form.body
    const corrected = { ...correctable, person: { ...correctable.person, givenName: `${correctable.person.givenName}à` } }
    const body = { confirmNumber: number, reasonClass: reasons[0]?.id, reason: 'Il nome è scritto male.', cardSeen: true, corrected }
    const page = { by: officer, path: `/api/attestations/${id}` }
    const ask = { by: officer, path: `${page.path}/correction`, body }
    await secondIsTold({ page, first: ask, second: ask, what: 'correction.asked' })
    const release = { by: officer, path: `${page.path}/correction/release`, body: { confirmNumber: number } }
    expect((await send(release, '"0"')).body.code).toBe('page.stale')
    const correct = { by: officer, path: `${page.path}/correct`, body: { ...body, corrected: { ...corrected, experiences: [] } } }
    expect((await send(correct, '"0"')).body.code).toBe('page.stale')
    expect((await send(correct, await versionAt(page))).body.code).toBe('correction.by-chamber')
    await isNotStale(release, page)
  })

  test('is told of what was done to a case: asked for, registered, numbered, released on what was there before', async () => {
    const cases = await officer.get<{ items: { id: string }[] }>('/api/cases')
    const id = cases.body.items[0]?.id
    const before = await lines()
    for (const [name, body] of [
      ['request-commission', { chamberId: await one(`SELECT id FROM organisation WHERE slug = 'camera-bergamo'`) }],
      ['register', {}],
      ['register-number', { number: 'LOM-2026-000001' }],
      ['release', {}],
    ] as const) {
      const told = await send({ by: officer, path: `/api/cases/${id}/${name}`, body }, '"999"')
      expect([name, told.status, told.body.code]).toEqual([name, 409, 'case.stale'])
    }
    expect(await lines()).toBe(before)
    expect(await versionAt({ by: officer, path: `/api/cases/${id}` })).not.toBe('"999"')
  })

  test('is told of a request whose case has changed, before any commission is appointed for it', async () => {
    const id = await requested()
    const { body: request } = await chamber.get<{ experts: { id: string }[] }>(`/api/commission-requests/${id}`)
    const seen = await versionAt({ by: chamber, path: `/api/commission-requests/${id}` })
    await service.pool.query(
      `UPDATE ivc_case SET version = version + 1, changed_by = (SELECT id FROM account WHERE subject = 'officer-orobie')
       WHERE id = (SELECT case_id FROM commission_request WHERE id = $1)`,
      [id],
    )
    const appointment = {
      members: request.experts.slice(0, 2).map(({ id: expertId }, index) => ({ expertId, role: index === 0 ? 'presidente' : 'esperto' })),
      actNumber: `ATTO/${randomUUID().slice(0, 8)}`,
      sittingPlannedAt: new Date(Date.now() + 86_400_000).toISOString(),
      place: 'Bergamo',
    }
    const told = await send({ by: chamber, path: `/api/commission-requests/${id}/appoint`, body: appointment }, seen)
    expect(told).toMatchObject({ status: 409, body: { code: 'page.stale', facts: { by: expect.stringMatching(/\w/) } } })
    expect(await one('SELECT commission_id AS id FROM commission_request WHERE id = $1', id)).toBe('')
    await isNotStale(
      { by: chamber, path: `/api/commission-requests/${id}/appoint`, body: { ...appointment, members: [] } },
      {
        by: chamber,
        path: `/api/commission-requests/${id}`,
      },
    )
  })

  test('is told of a recognition that another gave, withdrew, or of a key', async () => {
    const id = await one(`SELECT id FROM organisation WHERE slug = 'orobie-formazione'`)
    const page = { by: region, path: `/api/organisations/${id}` }
    const recognise = {
      by: region,
      path: `${page.path}/recognise`,
      body: { action: 'issue', scopes: ['frequenza'], act: { number: 'D/9', date: inDays(-1) }, from: inDays(0) },
    }
    const recognitionId = await one('SELECT id FROM recognition WHERE organisation_id = $1 LIMIT 1', id)
    const withdrawal = { recognitionId, act: { number: 'D/10', date: inDays(0) }, from: inDays(2), reason: 'Requisiti venuti meno.' }
    await secondIsTold({
      page,
      first: recognise,
      second: { by: region, path: `${page.path}/withdraw`, body: withdrawal },
      what: 'organisation.recognised',
    })
    for (const [name, body] of [['recognise', recognise.body]] as const)
      expect((await send({ by: region, path: `${page.path}/${name}`, body }, '"0"')).body.code).toBe('page.stale')
    expect((await send({ by: region, path: `${page.path}/key` }, '"0"')).body.code).toBe('page.stale')
  })

  test('is told of another release that was accepted while the difference was read', async () => {
    const second = await service.as('region-2')
    const content = (await region.get<object>('/api/repertory/in-force?kind=qrsp&format=json')).body
    const upload = async (name: string) =>
      (
        await region.send<{ id: string }>('/api/repertory/releases', {
          kind: 'qrsp',
          name,
          validFrom: inDays(1),
          content: JSON.stringify(content),
        })
      ).body.id
    const [one, other] = [await upload('Prima'), await upload('Seconda')]
    const page = { by: second, path: `/api/repertory/releases/${other}` }
    const accept = (id: string) => ({ by: second, path: `/api/repertory/releases/${id}/accept` })
    await secondIsTold({ page, first: accept(one), second: accept(other), what: 'qrsp.accepted' })
    const refuse = { by: second, path: `${page.path}/refuse`, body: { reason: 'Non serve più.' } }
    expect((await send(refuse, '"0"')).body.code).toBe('page.stale')
    await isNotStale(accept(other), page)
  })

  test('is told of a profile or a picture that another has set', async () => {
    const settings = { by: officer, path: '/api/european-credential' }
    const put = { ...settings, method: 'PUT', body: { profile: 'generic' } }
    await secondIsTold({ page: settings, first: put, second: put, what: 'edc-profile.set' })
    const picture = { by: officer, path: '/api/badge-picture' }
    const drawn = { by: officer, path: '/api/badge-picture/drawn', body: { form: 'svg' } }
    await secondIsTold({ page: picture, first: drawn, second: drawn, what: 'badge-picture.given' })
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='
    const given = await send({ by: officer, path: '/api/badge-picture', body: { content: png } }, '"0"')
    expect(given.status).toBeGreaterThanOrEqual(400)
  })

  test('is told of the hours and the lines that another has written', async () => {
    const ets = await service.as('officer-ets')
    const { body } = await ets.send<{ id: string }>('/api/volunteers', { person: person() })
    const page = { by: ets, path: `/api/volunteers/${body.id}` }
    const hours = { by: ets, path: `${page.path}/hours`, body: { entry: { from: '2026-01-02', hours: '2', activity: 'Doposcuola' } } }
    await secondIsTold({ page, first: hours, second: hours, what: 'volunteer.hours' })
    const reception = {
      metOn: inDays(0),
      channel: 'sportello',
      identifiedWith: 'documento',
      interpreter: false,
      need: 'Vorrei.',
      informed: true,
    }
    const entryId = await one('SELECT id FROM volunteer_hours WHERE volunteer_id = $1 LIMIT 1', body.id)
    for (const [name, sent] of [
      ['take-back', { entryId }],
      ['statements', { askedOn: inDays(0) }],
      ['case', { reception, province: 'BG' }],
    ] as const)
      expect([name, (await send({ by: ets, path: `${page.path}/${name}`, body: sent }, '"0"')).body.code]).toEqual([name, 'page.stale'])

    const file = `codice_fiscale,cognome,nome,data_nascita,dal,ore,attivita\n${nextTaxCode()},Prova,Altra,x,2026-01-02,2,Mensa\n${nextTaxCode()},Prova,Terza,x,2026-01-02,2,Mensa`
    const { body: made } = await ets.send<{ id: string }>('/api/volunteer-imports', { content: Buffer.from(file).toString('base64') })
    const list = { by: ets, path: `/api/volunteer-imports/${made.id}` }
    const aside = (line: number) => ({ by: ets, path: `${list.path}/aside`, body: { line } })
    await secondIsTold({ page: list, first: aside(2), second: aside(3), what: 'volunteer.import-aside' })
    const cells = {
      taxCode: nextTaxCode(),
      familyName: 'Prova',
      givenName: 'Terza',
      birthDate: '1/2/1990',
      from: '',
      until: '',
      hours: '',
      activity: '',
    }
    expect((await send({ by: ets, path: `${list.path}/mend`, body: { line: 3, cells } }, '"0"')).body.code).toBe('page.stale')
    expect((await send({ by: ets, path: `${list.path}/accept` }, '"0"')).body.code).toBe('page.stale')
    await isNotStale(aside(3), list)
  })

  test('is told of a link that another has given to the person', async () => {
    const cases = await officer.get<{ items: { id: string }[] }>('/api/cases')
    const page = { by: officer, path: `/api/cases/${cases.body.items[0]?.id}/citizen` }
    const give = { by: officer, path: `${page.path}/access`, body: { channel: 'paper' } }
    await secondIsTold({ page, first: give, second: give, what: 'citizen.access-given' })
    for (const [name, body] of [
      ['access/resend', {}],
      ['access/revoke', {}],
      ['answer', { requestId: randomUUID(), accepted: true, answer: 'Ecco.' }],
    ] as const)
      expect([name, (await send({ by: officer, path: `${page.path}/${name}`, body }, '"0"')).body.code]).toEqual([name, 'page.stale'])
    await isNotStale({ by: officer, path: `${page.path}/access/revoke` }, page)
  })

  test('is told of what was done in the sitting, and the sitting stays as the first has it', async () => {
    const requestId = await one('SELECT id FROM commission_request WHERE commission_id IS NULL LIMIT 1')
    const expertOf = (subject: string) =>
      one('SELECT e.id FROM expert e JOIN account a ON a.id = e.account_id WHERE a.subject = $1', subject)
    const members = [
      { expertId: await expertOf('president-1'), role: 'presidente' },
      { expertId: await expertOf('expert-1'), role: 'esperto' },
    ]
    const sittingPlannedAt = new Date(Date.now() + 1500)
    const appointed = await chamber.send<{ sittingId: string; code?: string }>(`/api/commission-requests/${requestId}/appoint`, {
      members,
      actNumber: `ATTO/${randomUUID().slice(0, 8)}`,
      sittingPlannedAt: sittingPlannedAt.toISOString(),
      place: 'Bergamo',
    })
    expect([appointed.status, appointed.body.code]).toEqual([201, undefined])
    const [president, expert] = [await service.as('president-1'), await service.as('expert-1')]
    const path = `/api/sittings/${appointed.body.sittingId}`
    const page = { by: president, path }
    const { candidates } = (await president.get<{ candidates: { caseId: string }[] }>(path)).body
    const caseId = candidates[0]?.caseId ?? ''
    await new Promise((done) => setTimeout(done, Math.max(0, sittingPlannedAt.getTime() - Date.now())))
    const first = await versionAt(page)
    for (const member of [president, expert]) expect((await member.send(`${path}/declare`, { caseId })).status).toBe(200)
    // Who adds what is theirs takes nothing from the page that another looks at.
    expect(await versionAt(page)).toBe(first)
    const presence = (memberIds: readonly string[]) => ({ by: president, path: `${path}/presence`, body: { memberIds } })
    const [me = '', other = ''] = members.map(({ expertId }) => expertId)
    await secondIsTold({ page, first: { by: president, path: `${path}/open` }, second: presence([me]), what: 'sitting.opened' })
    await secondIsTold({ page, first: presence([me, other]), second: presence([me]), what: 'presence.recorded' })
    const shown = (await president.get<{ members: { present: boolean }[] }>(path)).body.members
    expect(shown.map(({ present }) => present)).toEqual([true, true])
    for (const [name, body] of [
      ['open', {}],
      ['leave-out', { caseId, why: 'assente', reason: 'Non si è presentata.' }],
      ['write', {}],
      ['rewrite', { reason: 'Manca una frase nel testo.' }],
      ['close', {}],
    ] as const)
      expect([name, (await send({ by: president, path: `${path}/${name}`, body }, first)).body.code]).toEqual([name, 'page.stale'])
  })
})
