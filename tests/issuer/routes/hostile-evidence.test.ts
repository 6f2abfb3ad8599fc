import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAX_EVIDENCE_BYTES } from '../../../issuer/steps/dossier/add-evidence.ts'
import type { Browser } from '../browser.ts'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'

let service: Service
let officer: Browser
let caseId: string
beforeAll(async () => {
  service = await openService()
  officer = await service.as('officer-orobie')
  const opened = await officer.send<{ id: string }>('/api/cases', {
    person: { givenName: 'Ìsora', familyName: 'Bragadìn', birthDate: '1987-02-03', taxCode: nextTaxCode() },
    reception: {
      metOn: '2026-01-20',
      channel: 'sportello',
      identifiedWith: 'documento',
      interpreter: false,
      need: 'Vorrei.',
      informed: true,
    },
    province: 'BG',
  })
  caseId = opened.body.id
  expect((await officer.send(`/api/cases/${caseId}/begin-identification`, { version: 1 })).status).toBe(200)
})
afterAll(() => service.close())

async function put(bytes: Uint8Array, title = 'Una prova') {
  const { version } = (await officer.get<{ version: number }>(`/api/cases/${caseId}/file`)).body
  const content = Buffer.from(bytes).toString('base64')
  return officer.send<{ code?: string }>(`/api/cases/${caseId}/evidence`, { version, class: 'altro', title, content })
}
const text = (said: string) => new TextEncoder().encode(said)
const kept = async () =>
  (await service.pool.query<{ id: string }>('SELECT id FROM case_evidence WHERE case_id = $1 ORDER BY added_at', [caseId])).rows

const SCRIPT = '<script>alert(document.cookie)</script>'
/** The end of a zip with nothing in it, and the beginning of one that says it holds four gigabytes. */
const ZIP = Uint8Array.from([0x50, 0x4b, 0x05, 0x06, ...new Array(18).fill(0)])
const BOMB = Uint8Array.from([
  0x50, 0x4b, 0x03, 0x04, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0, 0x61,
])

test.each([
  ['an SVG with a script', text(`<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`)],
  ['an SVG behind an XML declaration', text(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)],
  ['a page', text(`<!doctype html>${SCRIPT}`)],
  ['a page with a PDF further down, which some readers open', text(`${SCRIPT}\n%PDF-1.7\n`)],
  ['a zip', ZIP],
  ['a zip that would fill a disk', BOMB],
  ['a gzip', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])],
  ['a program', text('MZ\x90\x00This program cannot be run in DOS mode.')],
  ['a GIF', text(`GIF89a/*${SCRIPT}*/`)],
  ['a RIFF that is no picture', text('RIFF\x00\x00\x00\x00AVI LIST')],
  ['half a PNG signature', Uint8Array.from([0x89, 0x50, 0x4e, 0x47])],
  ['a text with a byte-order mark before the PDF', text('\uFEFF%PDF-1.7')],
])('%s is refused for what it is, and nothing of it is kept', async (_, bytes) => {
  const before = await kept()
  expect(await put(bytes)).toMatchObject({ status: 415, body: { code: 'evidence.type' } })
  expect(await kept()).toEqual(before)
})

test('nothing, and more than fits, is refused before anything is kept; what just fits is taken', async () => {
  expect((await put(new Uint8Array())).status).toBeGreaterThanOrEqual(400)
  const most = new Uint8Array(MAX_EVIDENCE_BYTES)
  most.set(text('%PDF-1.7\n'))
  const taken = await put(most)
  expect([taken.status, taken.body]).toEqual([200, expect.anything()])
  const large = new Uint8Array(MAX_EVIDENCE_BYTES + 1)
  large.set(text('%PDF-1.7\n'))
  const before = await kept()
  const refused = await put(large)
  expect(refused).toMatchObject({ status: 413, body: { code: 'evidence.too-large' } })
  expect(await kept()).toEqual(before)
})

test.each([
  ['PDF', text(`%PDF-1.7\n${SCRIPT}\n%%EOF`), 'application/pdf'],
  ['JPEG', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...text(SCRIPT)]), 'image/jpeg'],
  ['PNG', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...text(SCRIPT)]), 'image/png'],
  ['WEBP', text(`RIFF\x00\x00\x00\x00WEBP${SCRIPT}`), 'image/webp'],
])('a %s that is a page as well comes back as a file to be kept, never as a page', async (_, bytes, mediaType) => {
  const put1 = await put(bytes, '../../<img src=x onerror=alert(1)>"\u202E; filename=x.html')
  expect(put1.status).toBe(200)
  const piece = (await kept()).at(-1)
  const { status, headers } = await officer.get(`/api/cases/${caseId}/evidence/${piece?.id}`)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe(mediaType)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="evidenza\.\w+"; /)
  expect(headers.get('content-security-policy')).toBe('sandbox')
  expect(headers.get('cache-control')).toContain('no-store')
  const { rows } = await service.pool.query(
    'SELECT sealed, media_type FROM case_evidence_file f JOIN case_evidence e ON e.id = f.evidence_id WHERE e.id = $1',
    [piece?.id],
  )
  expect(rows[0]?.media_type).toBe(mediaType)
  expect(rows[0]?.sealed.includes('<script>')).toBe(false)
})

test('a sealed file that somebody put in the place of another does not open', async () => {
  await put(text('%PDF-1.7\nuno'))
  await put(text('%PDF-1.7\ndue'))
  const [one, two] = (await kept()).slice(-2)
  await service.pool.query(
    'UPDATE case_evidence_file SET sealed = (SELECT sealed FROM case_evidence_file WHERE evidence_id = $2) WHERE evidence_id = $1',
    [one?.id, two?.id],
  )
  expect((await officer.get(`/api/cases/${caseId}/evidence/${one?.id}`)).body).toMatchObject({ code: 'evidence.damaged' })
  expect((await officer.get<string>(`/api/cases/${caseId}/evidence/${two?.id}`)).status).toBe(200)
})
