import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openBrowser } from '../browser.ts'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'

const PATH = '/il-mio-percorso'
const picture = () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(randomUUID())])

interface Citizen {
  readonly uploads: readonly { readonly id: string; readonly title: string; readonly state: string }[]
}

describe('a person sends evidence from their telephone', () => {
  let service: Service
  let officer: Browser
  let caseId: string
  let cookie: string
  let csrf: string
  beforeAll(async () => {
    service = await openService()
    officer = await service.as('officer-orobie')
    const person = { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() }
    const reception = {
      metOn: '2026-01-20',
      channel: 'sportello',
      identifiedWith: 'documento',
      interpreter: false,
      need: 'Vorrei che quello che so fare valesse.',
      informed: true,
    }
    const opened = await officer.send<{ id: string }>('/api/cases', { person, reception, province: 'BG' })
    caseId = opened.body.id
    await officer.send(`/api/cases/${caseId}/begin-identification`, { version: await version() })
    const { body } = await officer.send<{ link: string; code: string }>(`/api/cases/${caseId}/citizen/access`, { channel: 'paper' })
    const browser = openBrowser(service)
    const door = { url: `${service.issuerUrl}${PATH}`, status: 200, html: '', headers: new Headers() }
    const { html } = await browser.submit(door, new URLSearchParams({ link: body.link, code: body.code }))
    cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    csrf = /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
  })
  afterAll(() => service.close())

  const version = async () => (await officer.get<{ version: number }>(`/api/cases/${caseId}/file`)).body.version
  const citizen = async () => (await officer.get<Citizen>(`/api/cases/${caseId}/citizen`)).body
  const page = async () => (await fetch(`${service.issuerUrl}${PATH}`, { headers: { cookie } })).text()

  async function send(bytes: Buffer, { chiave = randomUUID() as string, titolo = 'Contratto', to = caseId, token = csrf } = {}) {
    const form = new FormData()
    for (const [name, value] of Object.entries({ csrf: token, chiave, classe: 'contratto', titolo })) form.set(name, value)
    form.set('file', new Blob([new Uint8Array(bytes)]), 'foto.jpg')
    const address = `${service.issuerUrl}${PATH}/${to}/prove`
    const response = await fetch(address, { method: 'POST', body: form, headers: { cookie, accept: 'text/html' }, redirect: 'manual' })
    return { status: response.status, html: await response.text() }
  }

  test('it waits beside the dossier until an officer takes it in, as the person’s, with its bytes as they were', async () => {
    const bytes = picture()
    expect((await send(bytes, { titolo: 'Contratto della mensa' })).status).toBe(303)
    expect(await page()).toContain('<strong>Contratto della mensa</strong>: arrivata il')
    const [upload] = (await citizen()).uploads
    expect(upload).toMatchObject({ title: 'Contratto della mensa', state: 'arrived' })
    const file = await officer.get(`/api/cases/${caseId}/citizen/uploads/${upload?.id}`)
    expect(file.status).toBe(200)
    const before = await officer.get<{ evidence: unknown[] }>(`/api/cases/${caseId}/file`)
    expect(before.body.evidence).toEqual([])

    const accepted = { version: await version(), uploadId: upload?.id, accepted: true }
    expect((await officer.send(`/api/cases/${caseId}/citizen/upload`, accepted)).status).toBe(200)
    const after = await officer.get<{ evidence: { id: string; fromPerson: boolean }[] }>(`/api/cases/${caseId}/file`)
    expect(after.body.evidence).toMatchObject([{ id: upload?.id, fromPerson: true, title: 'Contratto della mensa' }])
    expect((await officer.get(`/api/cases/${caseId}/evidence/${upload?.id}`)).status).toBe(200)
    expect(await page()).toContain('l’ente l’ha messa nel dossier')
    const { rows } = await service.pool.query('SELECT sealed FROM case_evidence_file WHERE evidence_id = $1', [upload?.id])
    expect(rows[0]?.sealed.includes(bytes.subarray(4))).toBe(false)
    const again = await officer.send(`/api/cases/${caseId}/citizen/upload`, { ...accepted, version: await version() })
    expect(again.body).toMatchObject({ code: 'upload.decided' })
  })

  test('one that is sent again after a lost answer arrives once', async () => {
    const bytes = picture()
    const chiave = randomUUID()
    const answers = await Promise.all([1, 2, 3].map(() => send(bytes, { chiave, titolo: 'Tre volte' })))
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect((await citizen()).uploads.filter(({ title }) => title === 'Tre volte')).toHaveLength(1)
  })

  test('what arrived is told in the case, as long as nobody has looked at it', async () => {
    const waiting = async () => (await officer.get<{ uploadsWaiting?: number }>(`/api/cases/${caseId}`)).body.uploadsWaiting ?? 0
    const before = await waiting()
    await send(picture(), { titolo: 'Da guardare' })
    expect(await waiting()).toBe(before + 1)
    const upload = (await citizen()).uploads.find(({ title }) => title === 'Da guardare')
    const refused = { uploadId: upload?.id, accepted: false, version: await version(), reason: 'Non si vede niente.' }
    expect((await officer.send(`/api/cases/${caseId}/citizen/upload`, refused)).status).toBe(200)
    expect(await waiting()).toBe(before)
  })

  test('one that is refused says why, and its bytes are gone', async () => {
    await send(picture(), { titolo: 'Foto mossa' })
    const upload = (await citizen()).uploads.find(({ title }) => title === 'Foto mossa')
    const refused = { uploadId: upload?.id, accepted: false }
    const without = await officer.send(`/api/cases/${caseId}/citizen/upload`, { ...refused, version: await version() })
    expect(without.body).toMatchObject({ code: 'upload.reason' })
    const decided = { ...refused, version: await version(), reason: 'Non si legge: rifai la foto.' }
    expect((await officer.send(`/api/cases/${caseId}/citizen/upload`, decided)).status).toBe(200)
    expect(await page()).toContain('Perché: «Non si legge: rifai la foto.»')
    const { rows } = await service.pool.query('SELECT 1 FROM citizen_upload_file WHERE upload_id = $1', [upload?.id])
    expect(rows).toEqual([])
    expect((await officer.get(`/api/cases/${caseId}/citizen/uploads/${upload?.id}`)).status).toBe(404)
  })

  test.each([
    ['a program', Buffer.from('MZ this is no picture'), {}, 415],
    ['nothing', Buffer.alloc(0), {}, 422],
    ['more than ten megabytes', Buffer.concat([picture(), Buffer.alloc(10 * 1024 * 1024)]), {}, 413],
    ['a form that is not ours', picture(), { token: 'x' }, 403],
    ['another case', picture(), { to: randomUUID() }, 404],
  ])('%s is refused', async (_, bytes, changed, status) => {
    const count = (await citizen()).uploads.length
    expect((await send(bytes, changed)).status).toBe(status)
    expect((await citizen()).uploads).toHaveLength(count)
  })
})
