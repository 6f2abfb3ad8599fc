import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCompact } from '../../../credential/jose/index.ts'
import { verifyDocument } from '../../../credential/verify/index.ts'
import { seedSeals } from '../../../issuer/demo/seed-seals.ts'
import { workOutbox } from '../../../issuer/mail/outbox-worker.ts'
import { demoRootFile } from '../../../keys/index.ts'
import { type Browser, openBrowser } from '../browser.ts'
import { openService, type Service } from '../service.ts'

interface View {
  readonly id: string
  readonly number: string
  readonly caseId: string
  readonly state: { readonly word: string }
  readonly replaces?: { readonly id: string; readonly number: string }
  readonly successor?: { readonly id: string; readonly number: string }
  readonly statusPage: string
}
/** Link and code with which the person looks at their case. */
interface Given {
  readonly address: string
  readonly link: string
  readonly code: string
}
const PATH = '/il-mio-percorso'
interface Form {
  readonly by: string
  readonly numberFromOutside: boolean
  readonly correctable: { readonly person: { readonly givenName: string }; readonly title: { readonly it: string } }
}

describe('the rettifica of a certificate', () => {
  let service: Service
  let officer: Browser
  let chamber: Browser
  let region: Browser
  let old: View
  let made: View
  let given: Given
  beforeAll(async () => {
    service = await openService()
    const { keystore, config, world } = service
    await seedSeals({ keystore, dataDir: config.dataDir, now: world.now() })
    officer = await service.as('officer-orobie')
    chamber = await service.as('chamber-bergamo')
    region = await service.as('region-1')
    const { body } = await officer.get<{ items: { id: string }[] }>('/api/register?kind=certificato&state=valido')
    old = (await officer.get<View>(`/api/attestations/${body.items[0]?.id}`)).body
    given = (await officer.send<Given>(`/api/cases/${old.caseId}/citizen/access`, { channel: 'paper' })).body
  })
  afterAll(() => service.close())

  const verdictOn = async (id: string, form: string) => {
    const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const file = await fetch(`${service.issuerUrl}/api/attestations/${id}/renderings/${form}`, { headers: { cookie } })
    expect(file.status).toBe(200)
    const home = `did:web:${encodeURIComponent(new URL(service.issuerUrl).host)}:org:regione-lombardia`
    return verifyDocument(
      { bytes: new Uint8Array(await file.arrayBuffer()) },
      {
        now: new Date(Date.now() + 2000),
        fetch: (url, init) => fetch(url, init),
        trust: {
          issuers: [{ id: home, name: 'Regione', kinds: ['recognition'], from: '2020-01-01T00:00:00Z' }],
          sealRoots: [await readFile(demoRootFile(service.config.dataDir), 'utf8')],
        },
        limits: { allowLoopbackHttp: true },
      },
    )
  }
  /** The key under which the old act was sealed is retired: it stays published, and what it sealed stays good. */
  const changeKey = async (slug: string) => {
    const before = await service.world.signerFor(slug)
    await service.keystore.rotate(slug, service.world.now())
    expect((await service.world.signerFor(slug)).kid).not.toBe(before.kid)
  }
  const why = () => ({ confirmNumber: old.number, reasonClass: 'errore-materiale', reason: 'Il nome era scritto male.', cardSeen: true })

  test('is not made by the body: it asks the Chamber, once, with what is wrong', async () => {
    const { body: form } = await officer.get<Form>(`/api/attestations/${old.id}/correctable`)
    expect(form.by).toBe('chamber')
    const { correctable } = form
    const corrected = { ...correctable, person: { ...correctable.person, givenName: `${correctable.person.givenName}a` } }
    const byItself = await officer.send(`/api/attestations/${old.id}/correct`, { ...why(), corrected: { ...corrected, experiences: [] } })
    expect(byItself.body).toMatchObject({ code: 'correction.by-chamber' })
    const judgement = { ...corrected, competences: [] }
    expect((await officer.send(`/api/attestations/${old.id}/correction`, { ...why(), corrected: judgement })).status).toBe(400)
    expect((await officer.send(`/api/attestations/${old.id}/correction`, { ...why(), corrected: correctable })).body).toMatchObject({
      code: 'correction.nothing',
    })
    expect((await officer.send(`/api/attestations/${old.id}/correction`, { ...why(), corrected })).status).toBe(201)
    expect((await officer.send(`/api/attestations/${old.id}/correction`, { ...why(), corrected })).body).toMatchObject({
      code: 'correction.open',
    })
    expect((await officer.send(`/api/attestations/${old.id}/correction/release`, { confirmNumber: old.number })).body).toMatchObject({
      code: 'correction.not-sealed',
    })
  })

  test('is sealed by the Chamber that appointed, and by no other', async () => {
    const { body: list } = await chamber.get<{ waiting: number; items: { id: string; differences: object[] }[] }>('/api/corrections')
    expect(list.waiting).toBe(1)
    const [asked] = list.items
    expect(asked?.differences).toEqual([{ field: 'person.givenName', was: expect.any(String), is: expect.stringMatching(/a$/) }])
    const other = await service.as('chamber-como-lecco')
    const act = { number: 'DD/77', date: new Date().toISOString().slice(0, 10) }
    const seal = { confirmNumber: old.number, act }
    expect((await other.get<{ items: object[] }>('/api/corrections')).body.items).toEqual([])
    expect((await other.send(`/api/corrections/${asked?.id}/seal`, seal)).body).toMatchObject({ code: 'correction.unknown' })
    expect((await officer.send(`/api/corrections/${asked?.id}/seal`, seal)).status).toBe(404)
    expect((await chamber.send(`/api/corrections/${asked?.id}/seal`, { ...seal, act: { ...act, date: '2020-01-01' } })).body).toMatchObject(
      {
        code: 'correction.act-date',
      },
    )
    await changeKey('camera-bergamo')
    const sealed = await chamber.send(`/api/corrections/${asked?.id}/seal`, seal)
    expect(sealed.body).toMatchObject({ answer: 'sealed', act })
    expect((await chamber.send(`/api/corrections/${asked?.id}/refuse`, { reason: 'Ripensamento' })).body).toMatchObject({
      code: 'correction.answered',
    })
  })

  test('is released by the body with a number of its own, and the old act is replaced in the same moment', async () => {
    const { body: form } = await officer.get<Form>(`/api/attestations/${old.id}/correctable`)
    expect(form.numberFromOutside).toBe(true)
    const release = { confirmNumber: old.number }
    expect((await officer.send(`/api/attestations/${old.id}/correction/release`, release)).body).toMatchObject({
      code: 'correction.number-missing',
    })
    const taken = await officer.send(`/api/attestations/${old.id}/correction/release`, { ...release, number: old.number })
    expect(taken.body).toMatchObject({ code: 'register.number-taken' })
    await changeKey('orobie-formazione')
    const { body, status } = await officer.send<{ id: string; number: string }>(`/api/attestations/${old.id}/correction/release`, {
      ...release,
      number: 'LOM-2026-777001',
    })
    expect([status, body.number]).toEqual([201, 'LOM-2026-777001'])
    made = (await officer.get<View>(`/api/attestations/${body.id}`)).body
    old = (await officer.get<View>(`/api/attestations/${old.id}`)).body
    expect([old.state.word, old.successor]).toEqual(['sostituito', { id: made.id, number: made.number }])
    expect([made.state.word, made.replaces]).toEqual(['valido', { id: old.id, number: old.number }])
  })

  test('a verifier finds every form of the new one decided, under the keys of before and after, and the old one replaced by its number', async () => {
    for (const form of ['open-badge', 'edc', 'pdf', 'open-badge-jwt']) {
      const result = await verdictOn(made.id, form)
      expect([form, result.verdict, result.checks.find(({ outcome }) => outcome === 'failed')?.code]).toEqual([form, 'valid', undefined])
      expect(result.checks.find(({ id }) => id === 'decision')?.code).toBe('decision.corrected')
      expect(result.credential?.replaces?.number).toBe(old.number)
    }
    const parts = await service.pool.query<{ decision: string; commission: string }>(
      `SELECT record->'authority'->>'decision' AS decision, record->'authority'->>'commission' AS commission FROM attestation WHERE id = $1`,
      [made.id],
    )
    const [stapled] = parts.rows
    expect(parseCompact(stapled?.decision ?? '').header.kid).not.toBe(parseCompact(stapled?.commission ?? '').header.kid)
    const result = await verdictOn(old.id, 'open-badge')
    expect(result.verdict).toBe('invalid')
    expect(result.checks.find(({ id }) => id === 'status')).toMatchObject({
      code: 'status.sostituito-by',
      facts: { successor: made.number },
    })
    expect(result.credential?.state).toMatchObject({ word: 'sostituito', successor: made.number })
  })

  test('the page of the old paper leads to the new one', async () => {
    const html = await (await fetch(new URL(old.statusPage, service.issuerUrl))).text()
    expect(html).toContain(`con il n. ${made.number}`)
    expect(html).toContain(made.statusPage)
  })

  test('the register shows the succession, the case the act that stands, and the dashboard counts it once', async () => {
    const { body: page } = await region.get<{ items: { number: string; state: string; successor?: string }[] }>(
      `/api/register?number=${encodeURIComponent(old.number)}`,
    )
    expect(page.items).toMatchObject([{ number: old.number, state: 'sostituito', successor: made.number }])
    expect((await region.get(`/api/register/${made.id}`)).body).toMatchObject({ state: 'valido', replaces: { number: old.number } })
    const { body: found } = await officer.get<{ attestation: View; documents: { title: string; attestationId?: string }[] }>(
      `/api/cases/${old.caseId}`,
    )
    expect(found.attestation.number).toBe(made.number)
    expect(found.documents.flatMap(({ attestationId }) => attestationId ?? [])).toEqual(expect.arrayContaining([old.id, made.id]))
    const { rows } = await service.pool.query(`SELECT count(*)::int AS n FROM attestation WHERE kind = 'certificato' AND replaces IS NULL`)
    const { body: figures } = await region.get<{ figures: { released: number } }>('/api/dashboard')
    expect(JSON.stringify(figures)).toContain(`"released":${rows[0]?.n}`)
  })

  test('the person is told in one letter, with both numbers and where the new one waits; the offer is made anew', async () => {
    const letters: { subject: string; text: string }[] = []
    const { world, issuerUrl } = service
    const post = {
      db: world.db,
      issuerUrl,
      wrapping: world.wrapping,
      send: async (letter: { subject: string; text: string }) => void letters.push(letter),
    }
    let taken = 1
    while (taken > 0) taken = await workOutbox(post)
    const told = letters.filter(({ text }) => text.includes(made.number) && text.includes(old.number))
    expect(told.map(({ subject }) => subject)).toEqual(['Il tuo attestato è stato rettificato / Your certificate was corrected'])
    expect(told[0]?.text).toContain(given.address)
    expect((await officer.send(`/api/attestations/${made.id}/offer`, {})).status).toBe(201)
    expect((await officer.send(`/api/attestations/${old.id}/offer`, {})).body).toMatchObject({ code: 'offer.attestation-ended' })
  })

  test('the person finds the new one on their own page and takes it into the wallet, without asking anybody', async () => {
    const browser = openBrowser(service)
    const blank = { url: `${service.issuerUrl}${PATH}`, status: 200, html: '', headers: new Headers() }
    const home = await browser.submit(blank, new URLSearchParams({ link: given.link, code: given.code }))
    expect(home.html).toContain(`Vale al posto del n. ${old.number}`)
    expect(home.html).toContain(`al suo posto vale il n. ${made.number}`)

    const csrf = /name="csrf" value="([^"]+)"/.exec(home.html)?.[1] ?? ''
    const take = (of: string, token = csrf) =>
      browser.submit(
        { ...home, url: `${service.issuerUrl}${PATH}/${old.caseId}/documenti/${of}/portafoglio` },
        new URLSearchParams({ csrf: token }),
      )
    const page = await take(made.id)
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.html).toMatch(/aria-label="\d \d \d \d \d \d"/)
    const uri = decodeURIComponent(/ricevi\?credential_offer_uri=([^"&]+)/.exec(page.html)?.[1] ?? '')
    expect(await (await fetch(uri)).text()).toContain('pre-authorized_code')

    // Of two the newer works; what was replaced, what is another's and a form of nobody are refused.
    expect((await take(made.id)).status).toBe(200)
    expect(await (await fetch(uri)).json()).toMatchObject({ code: 'offer.replaced' })
    expect((await take(old.id)).status).toBeGreaterThanOrEqual(400)
    const { rows } = await service.pool.query<{ id: string }>('SELECT id FROM attestation WHERE case_id <> $1 LIMIT 1', [old.caseId])
    expect((await take(rows[0]?.id ?? '')).status).toBe(404)
    expect((await take('nessuno')).status).toBe(404)
    expect((await take(made.id, 'di un altro')).status).toBe(403)
    const { rows: trail } = await service.pool.query(
      `SELECT actor FROM audit WHERE action = 'offer.made' AND subject = $1 AND actor = 'citizen'`,
      [made.id],
    )
    expect(trail).toHaveLength(2)
  })
})

describe('a rettifica that the Region orders', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService()
  })
  afterAll(() => service.close())

  test('is a task of the body until the act is replaced', async () => {
    const region = await service.as('region-1')
    const officer = await service.as('officer-orobie')
    const { body } = await officer.get<{ items: { id: string; number: string }[] }>('/api/register?kind=certificato&state=valido')
    const { id, number } = body.items[0] ?? { id: '', number: '' }
    const order = {
      confirmNumber: number,
      reason: 'Il nome non è quello del registro anagrafico.',
      act: { number: 'DEC/12', date: '2026-11-20' },
    }
    expect((await officer.send(`/api/register/${id}/order-correction`, order)).body).toMatchObject({ code: 'attestation.unknown' })
    expect((await region.send(`/api/register/${id}/order-correction`, order)).body).toMatchObject({ order: { number: 'DEC/12' } })
    expect((await region.send(`/api/register/${id}/order-correction`, order)).body).toMatchObject({ code: 'correction.ordered' })
    const tasks = async () => (await officer.get<{ tasks: { verb: string; href: string }[] }>('/api/today')).body.tasks
    expect((await tasks()).filter(({ verb }) => verb === 'correct')).toMatchObject([{ href: `/attestati/${id}` }])
    expect((await officer.get(`/api/attestations/${id}`)).body).toMatchObject({ order: { number: 'DEC/12', reason: order.reason } })
    const annul = { confirmNumber: number, reasonClass: 'errore-materiale', reason: 'Non si può rettificare.' }
    expect((await officer.send(`/api/attestations/${id}/annul`, annul)).status).toBe(200)
    expect((await tasks()).filter(({ verb }) => verb === 'correct')).toEqual([])
  })
})
