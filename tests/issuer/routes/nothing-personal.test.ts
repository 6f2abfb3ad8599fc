import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from '../browser.ts'
import { nextTaxCode } from '../exam.ts'
import { openService, type Service } from '../service.ts'

const PERSON = {
  givenName: 'Zòbeide',
  familyName: 'Quintavàlle',
  birthDate: '1971-08-09',
  taxCode: nextTaxCode(),
  email: 'zobeide.quintavalle@posta.example',
  phone: '035 998877',
}
const NEED = 'Ho perso il lavoro alla filanda di Vertòva.'
const SAID = [
  PERSON.givenName,
  PERSON.familyName,
  PERSON.taxCode,
  PERSON.email,
  PERSON.phone,
  NEED,
  'filanda',
  PERSON.birthDate,
  '09/08/1971',
]
const reception = { metOn: '2026-01-02', channel: 'sportello', identifiedWith: 'documento', interpreter: false, need: NEED, informed: true }

let service: Service
let officer: Browser
/** What each request was answered when it was refused: an error may go into anybody's log. */
const refusals: string[] = []
/** Every address that was asked for. */
const addresses: string[] = []
beforeAll(async () => {
  service = await openService({ settings: { LOG_LEVEL: 'debug' } })
  officer = await service.as('officer-orobie')
})
afterAll(() => service.close())

async function send<Body = Record<string, unknown>>(path: string, body: unknown, headers: Record<string, string> = {}) {
  addresses.push(path)
  const answer = await officer.send<Body>(path, body, { headers })
  if (answer.status >= 400) refusals.push(JSON.stringify(answer.body))
  return answer
}

test('a case is run and everything that can go wrong goes wrong: no log, no error and no address says whose it is', async () => {
  const key = 'the-same-key-twice'
  const opened = await send<{ id: string }>('/api/cases', { person: PERSON, reception, province: 'BG' }, { 'idempotency-key': key })
  expect(opened.status).toBe(201)
  const at = `/api/cases/${opened.body.id}`
  // The same key for another thing; the same person under another name; a code that is none, or of another day; too much, too little.
  await send('/api/cases', { person: { ...PERSON, givenName: 'Altra' }, reception, province: 'BG' }, { 'idempotency-key': key })
  await send('/api/cases', { person: { ...PERSON, familyName: 'Altra' }, reception, province: 'BG' })
  await send('/api/cases', { person: { ...PERSON, taxCode: 'QNTZBD71M49A794X' }, reception, province: 'BG' })
  await send('/api/cases', { person: { ...PERSON, unknown: NEED }, reception, province: 'BG' })
  await send('/api/cases', { person: { ...PERSON, email: `${PERSON.email}@` }, reception, province: 'BG' })
  await send('/api/cases', { person: { ...PERSON, birthDate: PERSON.familyName }, reception, province: 'BG' })
  await send('/api/cases', [PERSON])
  await send(`${at}/tax-code`, { version: 1, taxCode: 'QNTZBD71M49A794X', cardSeen: false })
  await send(`${at}/experience`, { version: 99, experience: { context: 'lavoro', title: NEED, told: PERSON.familyName } })
  await send(`${at}/experience`, { version: 1, experience: { context: PERSON.familyName, title: NEED } })
  await send(`${at}/evidence`, { version: 1, class: PERSON.familyName, title: NEED, content: 'AAAA' })
  await send(`${at}/give-up`, { version: 1, class: 'rinuncia', reason: PERSON.givenName })
  await send(`${at}/hand-over`, { version: 1, bodyId: opened.body.id, class: 'x', reason: NEED, agreed: true })
  // A database that refuses says what stood in the row: none of it may come out.
  await service.pool.query(`ALTER TABLE case_reception ADD CONSTRAINT nothing_more CHECK (need NOT LIKE '%ferma%') NOT VALID`)
  const refused = await send('/api/cases', {
    person: { ...PERSON, taxCode: nextTaxCode() },
    reception: { ...reception, need: `${NEED} ferma` },
    province: 'BG',
  })
  expect(refused.status).toBeGreaterThanOrEqual(400)
  for (const method of ['POST', 'PUT']) {
    const response = await fetch(`${service.issuerUrl}/api/cases`, {
      method,
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: `{"person": {"familyName": "${PERSON.familyName}"`,
    })
    refusals.push(await response.text())
  }
  expect(refusals.length).toBeGreaterThan(10)

  const said = (text: string) => SAID.filter((word) => text.toLowerCase().includes(word.toLowerCase()))
  expect(service.logged().length).toBeGreaterThan(1000)
  expect(said(service.logged())).toEqual([])
  expect(refusals.flatMap((text) => said(text).map((word) => `${word} in ${text.slice(0, 200)}`))).toEqual([])
  expect(said(addresses.join('\n'))).toEqual([])
})

test('no address of the console has a place for a name, a code or a day of birth', async () => {
  const { paths } = await (await fetch(`${service.issuerUrl}/api/docs/openapi.json`)).json()
  const parameters = Object.entries(paths as Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>).flatMap(
    ([path, operations]) => Object.values(operations).flatMap(({ parameters: own = [] }) => own.map(({ name }) => `${path} ${name}`)),
  )
  expect(parameters.length).toBeGreaterThan(30)
  const named = parameters.filter((line) => / (.*(taxCode|codice|name|birth|email|phone).*)$/i.test(line))
  // Which of a body's names, and whether a paper says a name: not whose.
  expect(named).toEqual(['/api/attestations/{id}/renderings/{form} named', '/api/organisations name'])
})
