import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import cases from '../../../schemas/demo/cases.json' with { type: 'json' }
import organisations from '../../../schemas/demo/organisations.json' with { type: 'json' }
import type { Browser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

interface Items {
  items: { id: string; title: string; state: string; person: { name: string } }[]
}
interface Sitting {
  state: string
  members: { id: string; me: boolean; present: boolean }[]
  candidates: { caseId: string; declared: boolean; competences: { id: string; judgement?: object }[] }[]
  minutes: { text: string[]; number?: string; frozen?: { id: string; digest: string } }
  allowed: string[]
}

describe('the console over HTTP, with real logins', () => {
  let service: Service
  let officer: Browser
  beforeAll(async () => {
    service = await openService()
    officer = await service.as('officer-orobie')
  })
  afterAll(() => service.close())

  const caseOf = async (browser: Browser, name: string) => {
    const { body } = await browser.get<Items>('/api/cases')
    return body.items.find(({ person }) => person.name === name)?.id ?? ''
  }

  test('me: who, roles, the active one', async () => {
    const { body } = await officer.get('/api/me')
    expect(body).toMatchObject({
      person: { name: "Niccolò Dell'Orto" },
      roles: [{ role: 'officer', organisation: { slug: 'orobie-formazione', kind: 'body' } }],
      active: { role: 'officer' },
      demo: true,
    })
    const president = await service.as('president-1')
    const { body: me } = await president.get<{ roles: { role: string; organisation: { id: string; slug: string } }[] }>('/api/me')
    const como = me.roles.find(({ organisation }) => organisation.slug === 'camera-como-lecco')
    await president.send('/api/me/active', { role: 'member', organisation: como?.organisation.id })
    expect((await president.get('/api/me')).body).toMatchObject({ active: { organisation: { slug: 'camera-como-lecco' } } })
    const foreign = await president.send('/api/me/active', { role: 'officer', organisation: como?.organisation.id })
    expect(foreign).toMatchObject({ status: 403, body: { code: 'auth.role-unknown' } })
  })

  test('a login gives the address to which members of commissions are written', async () => {
    await service.pool.query(`UPDATE account SET email = NULL WHERE subject = 'expert-2'`)
    await service.as('expert-2')
    const { rows } = await service.pool.query(`SELECT email FROM account WHERE subject = 'expert-2'`)
    expect(rows).toEqual([{ email: 'bice.dambrogio@posta.example' }])
  })

  test('the whole way: request, appointment, exam, release, offer, suspension', async () => {
    const caseId = await caseOf(officer, 'Beàta Ghirlanzòni')
    const before = await officer.get<{ chambers: { id: string }[]; allowed: string[]; missing: [] }>(`/api/cases/${caseId}`)
    expect(before.body).toMatchObject({
      state: 'validazione_rilasciata',
      stateWord: 'documento di validazione rilasciato',
      missing: [],
      allowed: ['request-commission'],
    })
    const asked = await officer.send(`/api/cases/${caseId}/request-commission`, { chamberId: before.body.chambers[0]?.id })
    expect(asked.status).toBe(201)

    const chamber = await service.as('chamber-bergamo')
    const tasks = await chamber.get<{ tasks: { title: string; href: string }[] }>('/api/today')
    expect(tasks.body.tasks[0]).toMatchObject({ title: 'Nomina la commissione per Beàta Ghirlanzòni' })
    const requestId = tasks.body.tasks[0]?.href.split('/').pop() ?? ''
    const request = await chamber.get<{ experts: { id: string; name: string; conflict?: { it: string } }[] }>(
      `/api/commission-requests/${requestId}`,
    )
    const idOf = (name: string) => request.body.experts.find((expert) => expert.name === name)?.id ?? ''
    expect(request.body.experts.find(({ name }) => name === 'Gualtiero Sambùghi')?.conflict?.it).toMatch(
      /^Gualtiero Sambùghi ha seguito come tutor Beàta Ghirlanzòni, fino (al |all')\d{1,2} [a-z]+ \d{4}\.$/,
    )
    const appointment = {
      members: [
        { expertId: idOf('Agnese Corti Valdimà'), role: 'presidente' },
        { expertId: idOf('Tòmmaso Fontanèlla'), role: 'esperto' },
      ],
      actNumber: 'PROVA/1',
      sittingPlannedAt: new Date(Date.now() + 2_000).toISOString(),
      place: 'Bergamo',
    }
    const tied = { ...appointment, members: [...appointment.members, { expertId: idOf('Gualtiero Sambùghi'), role: 'esperto' }] }
    expect(await chamber.send(`/api/commission-requests/${requestId}/appoint`, tied)).toMatchObject({
      status: 422,
      body: { code: 'appoint.tie' },
    })
    const appointed = await chamber.send<{ sittingId: string }>(`/api/commission-requests/${requestId}/appoint`, appointment)
    expect(appointed.status).toBe(201)

    const { sittingId } = appointed.body
    const president = await service.as('president-1')
    const expert = await service.as('expert-1')
    const early = await expert.get<Sitting>(`/api/sittings/${sittingId}`)
    expect(early.body.candidates).toMatchObject([{ declared: false, competences: [] }])
    const declare = async (member: Browser) => {
      const { body } = await member.send<Sitting>(`/api/sittings/${sittingId}/declare`, { caseId })
      expect(body.candidates[0]?.competences).toHaveLength(2)
    }
    await declare(president)
    await waitUntil(appointment.sittingPlannedAt)
    const opened = await president.send<Sitting>(`/api/sittings/${sittingId}/open`)
    expect(opened.body.state).toBe('open')
    await president.send(`/api/sittings/${sittingId}/presence`, { memberIds: opened.body.members.map(({ id }) => id) })
    const [first] = opened.body.candidates[0]?.competences ?? []
    const unheard = { caseId, competenceId: first?.id, outcome: 'certificata', reason: 'Le evidenze bastano.' }
    expect(await president.send(`/api/sittings/${sittingId}/judgements`, unheard, { method: 'PUT' })).toMatchObject({
      body: { code: 'sitting.undeclared', it: 'Manca ancora la dichiarazione «nessun conflitto» di: Tòmmaso Fontanèlla.' },
    })
    await declare(expert)
    for (const { id: competenceId } of opened.body.candidates[0]?.competences ?? []) {
      const judgement = { caseId, competenceId, outcome: 'certificata', reason: 'Le evidenze bastano.' }
      expect((await expert.send(`/api/sittings/${sittingId}/judgements`, judgement, { method: 'PUT' })).status).toBe(200)
    }
    const written = await president.send<Sitting>(`/api/sittings/${sittingId}/write`)
    const { id: textId, digest: textDigest } = written.body.minutes.frozen ?? { id: '', digest: '' }
    expect(written.body).toMatchObject({ state: 'signing', minutes: { frozen: { round: 1 } } })
    expect((await president.send(`/api/sittings/${sittingId}/close`)).body).toMatchObject({ code: 'sitting.unsigned' })
    const text = await expert.get<string>(`/api/sittings/${sittingId}/texts/${textId}`)
    expect(text.headers.get('content-disposition')).toContain('verbale-testo-1.txt')
    for (const member of [president, expert]) {
      const { body } = await member.send<Sitting>(`/api/sittings/${sittingId}/sign`, { digest: textDigest, answer: 'signed' })
      expect(body.allowed).not.toContain('sign')
    }
    const closed = await president.send<Sitting>(`/api/sittings/${sittingId}/close`)
    expect(closed.body).toMatchObject({ state: 'closed', allowed: [], minutes: { number: expect.stringMatching(/^VERB-/) } })

    const { body: ready } = await officer.get<{ number: string; allowed: string[] }>(`/api/cases/${caseId}`)
    expect(ready.allowed).toEqual(['register'])
    expect((await officer.send(`/api/cases/${caseId}/register`)).status).toBe(200)
    expect((await officer.send(`/api/cases/${caseId}/register-number`, { number: 'LOM-2026-777777' })).status).toBe(200)
    expect((await officer.get<{ allowed: string[] }>(`/api/cases/${caseId}`)).body.allowed).toEqual(['give-number', 'release'])
    expect(await officer.send(`/api/cases/${caseId}/release`, { confirmNumber: 'no' })).toMatchObject({
      status: 422,
      body: { code: 'confirm.mismatch' },
    })
    const released = await officer.send<{ id: string; number: string; digest: string }>(`/api/cases/${caseId}/release`, {
      confirmNumber: ready.number,
    })
    expect(released).toMatchObject({ status: 201, body: { number: 'LOM-2026-777777', state: { word: 'valido' } } })
    const { id, number, digest } = released.body

    const offer = await officer.send<Record<string, string>>(`/api/attestations/${id}/offer`)
    expect(offer.body).toMatchObject({
      txCode: expect.stringMatching(/^\d{6}$/),
      deepLink: expect.stringContaining('openid-credential-offer://?credential_offer_uri='),
      walletLink: expect.stringMatching(/\/#\/ricevi\?credential_offer_uri=/),
    })
    const fetched = (await (await fetch(offer.body.credentialOfferUri ?? '')).json()) as { credential_issuer: string }
    expect(fetched.credential_issuer).toBe(service.issuerUrl)
    expect((await officer.get(`/api/attestations/${id}/offer`)).body).toMatchObject({ state: 'open' })

    const badge = await officer.get<{ issuer: { id: string }; proof: object }>(`/api/attestations/${id}/renderings/open-badge`)
    expect(badge.headers.get('content-disposition')).toContain(number)
    expect(badge.body.proof).toBeDefined()
    expect(JSON.stringify(badge.body)).toContain(digest)
    await officer.get(`/api/attestations/${id}/renderings/open-badge`)

    const change = { confirmNumber: number, reasonClass: 'verifica-in-corso', reason: 'Segnalazione ricevuta' }
    expect((await officer.send(`/api/attestations/${id}/suspend`, change)).body).toMatchObject({
      state: { word: 'sospeso', reason: 'Segnalazione ricevuta' },
    })
    // What is refused never left the house, and is no entry below; what did is one each time.
    expect((await officer.get(`/api/attestations/${id}/renderings/clr`)).body).toMatchObject({ code: 'badge.record-ended' })
    expect((await officer.get(`/api/attestations/${id}/renderings/edc?profile=issued-by-mandate`)).body).toMatchObject({
      code: 'edc.no-mandate',
    })
    const lifted = await officer.send<{ history: { what: string }[] }>(`/api/attestations/${id}/lift`, {
      ...change,
      reasonClass: 'verifica-conclusa',
    })
    expect(lifted.body.history.map(({ what }) => what)).toEqual([
      'rilasciato',
      'offerto',
      'scaricato',
      'scaricato',
      'sospeso: Verifica in corso',
      "valido: Verifica conclusa: l'attestato è confermato",
    ])
  })

  test('a sitting convened for another day says so, names who has yet to declare, and does not open', async () => {
    const president = await service.as('president-1')
    const [sitting] = (await service.pool.query<{ id: string }>(`SELECT id FROM sitting WHERE state = 'convened'`)).rows
    const { body } = await president.get<Sitting & { why: Record<string, string>; plannedAt: string }>(`/api/sittings/${sitting?.id}`)
    expect(body.allowed).toEqual(['declare'])
    expect(body.plannedAt).toMatch(/^\d{4}-/)
    expect(body.why.open).toMatch(/^La seduta è convocata per il \d.*: prima di quel giorno non si può aprire\.$/)
    expect(body.members).toMatchObject([{ me: true, declared: false }, { declared: false }])
    expect(await president.send(`/api/sittings/${sitting?.id}/open`)).toMatchObject({ status: 422, body: { code: 'sitting.too-early' } })
    const { body: today } = await president.get<{ tasks: { verb: string }[] }>('/api/today')
    expect(today.tasks.map(({ verb }) => verb)).not.toContain('open')
  })

  test('the Region sees whom it recognised, and others see nobody', async () => {
    const region = await service.as('region-1')
    const { body } = await region.get<{ items: { name: string; released: number; recognitions: object[] }[] }>('/api/organisations')
    expect(body.items).toHaveLength(5)
    expect(body.items.find(({ name }) => name === 'Orobie Formazione e Lavoro')?.recognitions).toMatchObject([
      {
        action: 'issue',
        scopes: ['certificato', 'trasparenza', 'validazione'],
        actNumber: 'DIM/2024/048',
        actDate: '2024-03-01',
        from: expect.stringContaining('2024-03-15T'),
        until: expect.stringContaining('2034-03-15T'),
        standing: true,
      },
    ])
    expect((await officer.get('/api/organisations')).body).toMatchObject({ items: [], total: 0 })
  })

  test('without a session nothing of the API answers', async () => {
    const nobody = await fetch(`${service.issuerUrl}/api/me`)
    expect([nobody.status, await nobody.json()]).toEqual([200, null])
    for (const path of ['/api/cases', '/api/today', '/api/sittings', '/api/commission-requests', '/api/catalogue/reasons']) {
      const response = await fetch(`${service.issuerUrl}${path}`)
      expect(response.status).toBe(401)
      expect(await response.json()).toMatchObject({ code: 'auth.required' })
    }
  })

  test('every case, request, sitting and attestation of others is unknown', async () => {
    const lecco = await service.as('officer-cpi-lecco')
    const como = await service.as('chamber-como-lecco')
    const rows = async (sql: string) => (await service.pool.query<{ id: string }>(sql)).rows.map(({ id }) => id)
    const orobie = `(SELECT id FROM organisation WHERE slug = 'orobie-formazione')`
    const documents = async () =>
      (await service.pool.query<{ id: string; case_id: string }>(`SELECT id, case_id FROM case_document WHERE organisation_id = ${orobie}`))
        .rows
    const paths = [
      ...(await rows(`SELECT id FROM ivc_case WHERE organisation_id = ${orobie}`)).map((id) => `/api/cases/${id}`),
      ...(await documents()).flatMap(({ case_id, id }) =>
        ['', '/text', '/sealed'].map((form) => `/api/cases/${case_id}/documents/${id}${form}`),
      ),
      ...(await rows('SELECT id FROM commission_request')).map((id) => `/api/commission-requests/${id}`),
      ...(await rows('SELECT id FROM sitting')).map((id) => `/api/sittings/${id}`),
      ...(await rows('SELECT id FROM attestation')).flatMap((id) => [
        `/api/attestations/${id}`,
        `/api/attestations/${id}/offer`,
        `/api/attestations/${id}/renderings/open-badge`,
      ]),
    ]
    expect(paths.length).toBeGreaterThan(12)
    for (const path of paths) {
      for (const browser of [lecco, como]) expect((await browser.get(path)).status).toBe(404)
    }
    expect((await lecco.get<Items>('/api/cases')).body.items.map(({ person }) => person.name)).toEqual(['Ludovìca Brianzè'])
  })

  test.each([
    ['an unknown member', { chamberId: '00000000-0000-4000-8000-000000000000', admin: true }],
    ['a text where an id is due', { chamberId: 'x' }],
    ['an operator instead of a value', { chamberId: { not: '' } }],
    ['an array', { chamberId: ['00000000-0000-4000-8000-000000000000'] }],
    ['nothing', {}],
  ])('a body with %s is refused', async (_, body) => {
    const caseId = await caseOf(officer, "Noè D'Arquàte")
    expect(await officer.send(`/api/cases/${caseId}/request-commission`, body)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    })
  })

  test('a write needs its token, its origin and its key', async () => {
    const caseId = await caseOf(officer, "Noè D'Arquàte")
    const path = `/api/cases/${caseId}/request-commission`
    const body = { chamberId: '00000000-0000-4000-8000-000000000000' }
    expect(await officer.send(path, body, { headers: { 'x-csrf-token': 'x' } })).toMatchObject({ status: 403, body: { code: 'auth.csrf' } })
    expect(await officer.send(path, body, { headers: { origin: 'https://evil.example' } })).toMatchObject({
      status: 403,
      body: { code: 'auth.csrf' },
    })
    expect(await officer.send(path, body, { headers: { 'idempotency-key': 'short' } })).toMatchObject({
      status: 400,
      body: { code: 'idempotency.key' },
    })
    expect(await officer.send(path, body)).toMatchObject({
      status: 404,
      body: { code: 'request.chamber-unknown', it: expect.any(String), en: expect.any(String) },
    })
  })

  test('sessions: new id at login, no login answer for another browser, none after logout', async () => {
    const browser = await service.as('officer2-orobie')
    const first = browser.cookies.get('attesta_session')
    await browser.login('officer2-orobie')
    expect(browser.cookies.get('attesta_session')).not.toBe(first)
    const old = await fetch(`${service.issuerUrl}/api/me`, { headers: { cookie: `attesta_session=${first}` } })
    expect(await old.json()).toBeNull()
    const stolen = await fetch(`${service.issuerUrl}/auth/callback?code=x&state=y`, { headers: { cookie: 'attesta_login=z' } })
    expect(await stolen.json()).toMatchObject({ code: 'auth.failed' })

    const login = await fetch(`${service.issuerUrl}/auth/login?return=//evil.example`, { redirect: 'manual' })
    expect(login.headers.getSetCookie()[0]).toMatch(/^attesta_login=.*HttpOnly; SameSite=Lax$/)
    const { body } = await browser.send<{ redirect: string }>('/auth/logout')
    expect(body.redirect).toContain('/session/end')
    expect(await browser.get('/api/me')).toMatchObject({ status: 200, body: null })
    expect((await browser.get('/api/cases')).status).toBe(401)
  })

  test('the demo: two documents for whoever verifies, the API described, the mail page', async () => {
    for (const which of ['valid', 'annulled']) {
      const response = await fetch(`${service.issuerUrl}/demo/documents/${which}`)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(await response.json()).toMatchObject({ type: expect.arrayContaining(['OpenBadgeCredential']) })
    }
    const openapi = (await (await fetch(`${service.issuerUrl}/api/docs/openapi.json`)).json()) as { paths: object }
    expect(Object.keys(openapi.paths)).toContain('/api/cases/{id}/release')
    expect(await (await fetch(`${service.issuerUrl}/api/docs`)).text()).toContain('openapi.json')
    expect(await (await fetch(`${service.issuerUrl}/demo/mail`)).text()).toContain('Posta dimostrativa')
  })

  test('nothing personal is in the logs', () => {
    const logged = service.logged()
    expect(logged.length).toBeGreaterThan(1000)
    for (const { person } of cases.cases) {
      for (const secret of [person.taxCode, person.familyName, person.email]) expect(logged).not.toContain(secret)
    }
    for (const { name } of organisations.experts) expect(logged).not.toContain(name)
    expect(logged).not.toMatch(/attesta_session|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]/)
  })
})

async function waitUntil(instant: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Date.parse(instant) - Date.now()))
}
