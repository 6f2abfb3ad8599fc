import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { type Browser, openBrowser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

interface Given {
  readonly address: string
  readonly link: string
  readonly code: string
}

const PATH = '/il-mio-percorso'

describe('a person looks at their own case with a link and a code', () => {
  let service: Service
  let officer: Browser
  let caseId: string
  let other: string
  beforeAll(async () => {
    service = await openService()
    officer = await service.as('officer-orobie')
    const { rows } = await service.pool.query<{ id: string }>(
      `SELECT k.id FROM ivc_case k JOIN organisation o ON o.id = k.organisation_id WHERE o.slug = 'orobie-formazione' AND k.state = 'rilasciato' ORDER BY k.number`,
    )
    caseId = rows[0]?.id ?? ''
    other = rows[1]?.id ?? ''
  })
  afterAll(() => service.close())

  async function give(channel: 'paper' | 'mail' = 'paper', id = caseId): Promise<Given> {
    const { status, body } = await officer.send<Given & Record<string, unknown>>(`/api/cases/${id}/citizen/access`, { channel })
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const wrong = (code: string) => (code === '000000' ? '111111' : '000000')
  async function enter({ link, code }: { link: string; code: string }, browser = openBrowser(service)) {
    const page = await browser.submit(
      { url: `${service.issuerUrl}${PATH}`, status: 200, html: '', headers: new Headers() },
      new URLSearchParams({ link, code }),
    )
    return { browser, page }
  }

  test('sees in the first line where the case stands, then the steps, the papers and what is kept', async () => {
    const { address, link, code } = await give()
    expect(address).toBe(`${service.issuerUrl}${PATH}#${link}`)
    const { page } = await enter({ link: link.toLowerCase().replace(/(.{4})/g, '$1 '), code: `${code.slice(0, 3)} ${code.slice(3)}` })
    expect(page.status).toBe(200)
    expect(page.html).toContain('<strong>Il tuo attestato è pronto.</strong>')
    expect(page.html).toContain('Ricevi l’attestato: fatto il')
    expect(page.html).toContain('Attestato di competenza n.')
    expect(page.html).toMatch(/Dossier delle evidenze<\/strong>: fino al \d+ \p{L}+ \d{4}</u)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.url).not.toContain(link)
  })

  test('reads of hours of volunteering only where the body has any of theirs', async () => {
    const hours = '<strong>Registro delle ore di volontariato</strong>'
    expect((await enter(await give())).page.html).not.toContain(hours)
    await service.pool.query(
      `INSERT INTO volunteer (organisation_id, person_id, added_at, added_by)
       SELECT k.organisation_id, k.person_id, now(), (SELECT id FROM account LIMIT 1) FROM ivc_case k WHERE k.id = $1`,
      [caseId],
    )
    expect((await enter(await give())).page.html).toContain(hours)
    await service.pool.query('DELETE FROM volunteer WHERE person_id = (SELECT person_id FROM ivc_case WHERE id = $1)', [caseId])
  })

  test('downloads the paper, and no act of another case', async () => {
    const { browser, page } = await enter(await give())
    const [, href = ''] = /href="(\/il-mio-percorso\/[^"]+\/documenti\/[^"]+)"/.exec(page.html) ?? []
    const file = await fetch(`${service.issuerUrl}${href}`, {
      headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    expect((await browser.open(`${service.issuerUrl}${PATH}/${other}`)).status).toBe(404)
    expect((await browser.open(`${service.issuerUrl}${href.replace(caseId, other)}`)).status).toBe(404)
    expect((await openBrowser(service).open(`${service.issuerUrl}${href}`)).status).toBe(401)
  })

  test('downloads the acts of the way there that are theirs; those that name others are asked for', async () => {
    const { browser, page } = await enter(await give())
    const listed = [...page.html.matchAll(/href="(\/il-mio-percorso\/[^"]+\/atti\/([^"]+))"[^>]*aria-label="[^:]*: ([^"]+)"/g)]
    expect(listed.map(([, , , named]) => named?.replace(/, del .*/, ''))).toEqual(['Convocazione all&#39;esame'])
    const [, href = '', convocation = ''] = listed[0] ?? []
    const fetched = (address: string) =>
      fetch(`${service.issuerUrl}${address}`, {
        headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      })
    const file = await fetched(href)
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(file.headers.get('cache-control')).toBe('no-store')
    expect(page.html).toContain('Chiedi di vederli.')

    const { rows } = await service.pool.query<{ id: string; case_id: string; class: string }>(
      'SELECT id, case_id, class FROM case_document WHERE id <> $1',
      [convocation],
    )
    expect(rows.some(({ case_id }) => case_id === caseId)).toBe(true)
    for (const { id, case_id: of } of rows.slice(0, 40)) {
      for (const by of new Set([caseId, of])) expect((await fetched(`${PATH}/${by}/atti/${id}`)).status).toBe(404)
    }
    expect((await fetched(`${PATH}/${caseId}/atti/nessuno`)).status).toBe(404)
    expect((await openBrowser(service).open(`${service.issuerUrl}${href}`)).status).toBe(401)
  })

  test('five wrong codes end it, also when they come at once; the right one before that begins to count anew', async () => {
    const given = await give()
    expect((await enter({ ...given, code: wrong(given.code) })).page.html).toContain('Puoi provare ancora 4 volte')
    expect((await enter(given)).page.status).toBe(200)
    const tries = await Promise.all(Array.from({ length: 8 }, () => enter({ ...given, code: wrong(given.code) })))
    expect(tries.every(({ page }) => page.status === 403)).toBe(true)
    const { page } = await enter(given)
    expect(page.status).toBe(403)
    expect(page.html).toContain('Questo link è bloccato')
    expect((await officer.get<{ access: { state: string } }>(`/api/cases/${caseId}/citizen`)).body.access.state).toBe('blocked')
  })

  test('a new link ends the one before; one that is taken back ends the look as well', async () => {
    const first = await give()
    const { browser } = await enter(first)
    const second = await give()
    expect((await browser.open(`${service.issuerUrl}${PATH}`)).html).toContain('Entra nel tuo percorso')
    expect((await enter(first)).page.html).toContain('Questo link non vale più')
    const { browser: again } = await enter(second)
    expect((await again.open(`${service.issuerUrl}${PATH}`)).html).toContain('Il tuo attestato è pronto')
    expect((await officer.send(`/api/cases/${caseId}/citizen/access/revoke`)).status).toBe(200)
    expect((await again.open(`${service.issuerUrl}${PATH}`)).html).toContain('Entra nel tuo percorso')
    expect((await officer.send(`/api/cases/${caseId}/citizen/access/revoke`)).body).toMatchObject({ code: 'citizen.no-access' })
  })

  test('the mail has the link and not the code, and neither lies readable in the database or in a log', async () => {
    const { address, link, code } = await give('mail')
    expect((await officer.send(`/api/cases/${caseId}/citizen/access/resend`)).status).toBe(200)
    const mails: { to: string; subject: string; text: string }[] = []
    while ((await workOutbox({ ...service.world, send: async (mail) => void mails.push(mail) })) > 0);
    const ours = mails.filter(({ subject }) => subject.includes('Il link per vedere il tuo percorso'))
    expect(ours).toHaveLength(2)
    for (const { text } of ours) {
      expect(text).toContain(address)
      expect(text).not.toContain(code)
    }
    const { rows: tables } = await service.pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
    )
    for (const { name } of tables) {
      const { rows } = await service.pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${name} AS t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%'`,
        [link],
      )
      expect(rows, name).toEqual([{ n: 0 }])
    }
    await enter({ link, code })
    expect(service.logged()).not.toContain(link)
  })

  test('of a lost answer nothing is shown a second time', async () => {
    const headers = { 'idempotency-key': 'the-same-slip-0001' }
    const ask = () => officer.send(`/api/cases/${caseId}/citizen/access`, { channel: 'paper' }, { headers })
    expect((await ask()).status).toBe(200)
    expect((await ask()).body).toMatchObject({ code: 'citizen.already-made' })
  })

  test('a form of another site lets nobody in, and leaving ends the look', async () => {
    const { link, code } = await give()
    const foreign = await fetch(`${service.issuerUrl}${PATH}`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ link, code }),
    })
    expect(foreign.status).toBe(403)
    const { browser, page } = await enter({ link, code })
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(page.html) ?? []
    const leave = { ...page, url: `${service.issuerUrl}${PATH}/esci` }
    expect((await browser.submit(leave, new URLSearchParams({ csrf: 'x' }))).status).toBe(403)
    expect((await browser.submit(leave, new URLSearchParams({ csrf }))).html).toContain('Sei uscito')
    expect((await browser.open(`${service.issuerUrl}${PATH}`)).html).toContain('Entra nel tuo percorso')
  })

  test('logged in with SPID or CIE sees the cases of their codice fiscale, and nobody else’s', async () => {
    const browser = openBrowser(service)
    const { html } = await browser.open(`${service.issuerUrl}${PATH}`)
    const [, login = ''] = /href="(\/auth\/login[^"]+)"/.exec(html) ?? []
    const page = await browser.open(`${service.issuerUrl}${login}`, { as: 'citizen-ondei' })
    expect(page.status).toBe(200)
    const { rows } = await service.pool.query<{ id: string; own: boolean }>(
      `SELECT k.id, p.tax_code = 'NDOGRZ91E70A794R' AS own FROM ivc_case k JOIN person p ON p.id = k.person_id ORDER BY own DESC`,
    )
    for (const { id, own } of rows) expect((await browser.open(`${service.issuerUrl}${PATH}/${id}`)).status).toBe(own ? 200 : 404)
    expect(rows.filter(({ own }) => own)).not.toHaveLength(0)
  })
})
