import { once } from 'node:events'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as client from 'openid-client'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signDocument } from '../../../credential/data-integrity/index.ts'
import type { JsonObject } from '../../../credential/json/index.ts'
import { identityHash } from '../../../credential/open-badge/index.ts'
import type { VerificationResult } from '../../../credential/verify/index.ts'
import type { App } from '../../../http/app.ts'
import { loadConfig } from '../../../http/config.ts'
import { guardedFetch } from '../../../http/guarded-fetch.ts'
import { readTrustAnchors } from '../../../http/trust-anchors.ts'
import { seedSeals } from '../../../issuer/demo/seed-seals.ts'
import { verifyCommand } from '../../../scripts/attesta/verify-command.ts'
import { createVerifier } from '../../../verifier/app.ts'
import { keyed, plainBadge } from '../../credential/data-integrity/badge.ts'
import { type Browser, openBrowser } from '../browser.ts'
import { openService, type Service } from '../service.ts'
import { METADATA, openPlatform, type Platform, REDIRECT, SCOPE } from './platform.ts'

const EMAIL = 'grazia.ondei@posta.example'
const NAME = 'Gràzia Ondèi'
const CODE = 'NDOGRZ91E70A794R'

let service: Service
beforeAll(async () => {
  service = await openService({ settings: { BADGE_API: 'on' } })
  const { keystore, config, world } = service
  await seedSeals({ keystore, dataDir: config.dataDir, now: world.now() })
})
afterAll(() => service.close())

const identity = (identityType: string, value: string, salt?: string): JsonObject => ({
  type: 'IdentityObject',
  hashed: salt !== undefined,
  identityType,
  ...(salt === undefined ? { identityHash: value } : { salt, identityHash: identityHash({ identity: value, salt }) }),
})

let made = 0
async function badge(identifier: JsonObject[], more: JsonObject = {}): Promise<string> {
  const { signer, did, verificationMethod } = keyed('EdDSA')
  const plain = plainBadge(did) as JsonObject & { credentialSubject: JsonObject; '@context': string[] }
  made += 1
  const document = {
    ...plain,
    '@context': [...plain['@context'], 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json'],
    id: `urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef57${String(made).padStart(4, '0')}`,
    credentialSubject: { ...plain.credentialSubject, identifier },
    ...more,
  }
  const proof = { suite: 'eddsa-rdfc-2022', signer, verificationMethod, created: '2026-05-13T09:05:00Z' } as const
  return JSON.stringify(await signDocument({ document, ...proof }))
}

describe('a badge that a platform hands in', () => {
  let platform: Platform
  let token: string
  let browser: Browser
  beforeAll(async () => {
    platform = await openPlatform(service.issuerUrl)
    browser = openBrowser(service)
    token = (await platform.authorize({ browser, as: 'citizen-ondei' })).access_token
  })
  const push = async (content: string) => {
    const response = await platform.call('/credentials', token, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: content,
    })
    const { attesta } = (await response.json()) as { attesta?: { code: string; facts: object } }
    return { status: response.status, code: attesta?.code, facts: attesta?.facts }
  }
  const seenOf = async (text: string) =>
    (await service.pool.query<{ seen: Record<string, unknown> }>('SELECT seen FROM held_badge WHERE content = $1', [text])).rows[0]?.seen
  const page = async () => (await browser.get<string>('/i-miei-badge')).body

  test.each<[string, JsonObject[], string[]]>([
    ['an address that is not theirs', [identity('emailAddress', 'altro@posta.example'), identity('name', NAME)], ['email']],
    [
      'a tax code that is not theirs',
      [identity('nationalIdentityNumber', 'RSSMRA55B02H501Y', 'sale'), identity('name', NAME)],
      ['tax-code'],
    ],
    ['the name of another', [identity('name', 'Anna Prova'), identity('emailAddress', EMAIL)], ['name']],
  ])('is refused when beside what is theirs it has %s', async (_, identifier, differ) => {
    const text = await badge(identifier)
    expect(await push(text)).toMatchObject({
      status: 400,
      code: 'badge-api.identity-differs',
      facts: { differ: differ.join(' ') },
    })
    expect(await seenOf(text)).toBeUndefined()
  })

  test('is kept by all that agrees, and what cannot be compared is said to be so', async () => {
    const names = [
      identity('name', 'Ondei Grazia'),
      identity('emailAddress', EMAIL.toUpperCase()),
      identity('nationalIdentityNumber', CODE, 'sale'),
    ]
    const text = await badge([...names, identity('ext:studentId', '123456')])
    expect((await push(text)).status).toBe(201)
    expect(await seenOf(text)).toMatchObject({ recipient: 'matches', agree: ['name', 'email', 'tax-code'], open: 1, status: 'none' })
    const html = await page()
    expect(html).toContain('il nome, l’indirizzo e-mail e il codice fiscale sono i tuoi')
    expect(html).toContain('un altro dato di chi lo ha ricevuto, che non possiamo confrontare')
  })

  test('that names a student number alone is kept, and not said to be theirs', async () => {
    const text = await badge([identity('ext:studentId', '123456')])
    expect((await push(text)).status).toBe(201)
    expect(await seenOf(text)).toMatchObject({ recipient: 'not-comparable', agree: [], open: 1 })
    expect(await page()).toContain('Non dice a chi è intestato in un modo che possiamo confrontare.')
  })

  test('whose list does not answer is kept as not checked, shown so, and asked for again', async () => {
    let lists: Server | undefined
    let revoked: JsonObject[] = []
    let asked = 0
    const open = async (port: number) => {
      lists = createServer((_, response) => {
        asked += 1
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ id: address, issuer, revokedCredential: revoked }))
      }).listen(port, 'localhost')
      await once(lists, 'listening')
    }
    await open(0)
    const { port } = (lists as unknown as Server).address() as AddressInfo
    const address = `http://localhost:${port}/revoked`
    lists?.close()
    const text = await badge([identity('emailAddress', EMAIL)], { credentialStatus: { id: address, type: '1EdTechRevocationList' } })
    const {
      id,
      issuer: { id: issuer },
    } = JSON.parse(text)

    expect((await push(text)).status).toBe(201)
    expect(await seenOf(text)).toMatchObject({ status: 'not-checked', recipient: 'matches' })
    expect(await page()).toContain('Se era revocato non lo abbiamo potuto controllare')
    // Whoever just did not answer is left alone for a while.
    await open(port)
    await page()
    expect(asked).toBe(0)
    const later = () =>
      service.pool.query(
        `UPDATE held_badge SET received_at = received_at - interval '1 hour', seen = seen - 'askedAt' WHERE seen ->> 'status' <> 'none'`,
      )
    const seen = async () => (await seenOf(text))?.status
    const pulled = async () => (await (await platform.call('/credentials', token)).text()).includes(id)
    revoked = [{ id, revoked: true }]
    expect(await pulled()).toBe(true)
    await later()
    expect(await page()).toContain('Oggi non vale: è revocato, sospeso o scaduto.')
    expect([asked, await seen(), await pulled()]).toEqual([1, 'ended', false])
    revoked = []
    await later()
    // A platform that pulls asks too.
    await platform.call('/credentials', token)
    expect([await seen(), await pulled()]).toEqual(['passed', true])
    lists?.close()
  })
})

describe('a badge that can be compared with an address', () => {
  let verifier: App
  let verifierUrl: string
  let folder: string
  let anchors: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attesta-whose-'))
    anchors = join(folder, 'anchors.json')
    const region = `did:web:${encodeURIComponent(new URL(service.issuerUrl).host)}:org:regione-lombardia`
    await writeFile(anchors, JSON.stringify([{ id: region, name: 'Regione', kind: 'region' }]))
    const settings = { verifierUrl: 'http://localhost', walletUrl: '', clientName: 'Impresa', demo: true, demoDocuments: '' }
    verifier = await createVerifier({
      config: loadConfig({ LOG_LEVEL: 'silent' }),
      world: {
        pool: new pg.Pool(),
        now: () => new Date(),
        fetch: guardedFetch({ allowLoopbackHttp: true, ownOrigins: [service.issuerUrl] }),
        trust: await readTrustAnchors(anchors),
        settings,
      },
    })
    verifierUrl = await verifier.listen({ host: 'localhost', port: 0 })
  })
  afterAll(() => verifier.close())

  const holderOf = ({ verdict, checks }: VerificationResult) => [verdict, checks.find(({ id }) => id === 'holder')?.code]
  /** By the interface that programs use, and by the command, which must say the same. */
  async function compared(content: Uint8Array | string, recipient: string) {
    const form = new FormData()
    form.append('recipient', recipient)
    form.append('file', new Blob([content as BlobPart]), 'badge')
    const response = await fetch(`${verifierUrl}/api/verifications`, { method: 'POST', body: form })
    const answered = (await response.json()) as { results?: VerificationResult[] } & VerificationResult
    expect([response.status, answered.results?.length, answered]).toEqual([200, 1, expect.anything()])
    const file = join(folder, 'badge')
    await writeFile(file, content)
    const config = loadConfig({ ATTESTA_DATA: folder, ISSUER_URL: service.issuerUrl })
    const { said } = await verifyCommand({
      words: [file, '--anchors', anchors, '--recipient', recipient, '--json'],
      config,
      now: new Date(),
    })
    const [byService, byCommand] = [holderOf(answered.results?.[0] ?? answered), holderOf(JSON.parse(said))]
    expect(byCommand).toEqual(byService)
    return byService
  }
  const identifiers = (text: string) =>
    (JSON.parse(text) as { credentialSubject: { identifier: JsonObject[] } }).credentialSubject.identifier

  /** A platform whose person ticks what is named. */
  async function ticked(fields: [string, string][], scope = 'credential.readonly') {
    const platform = await openPlatform(service.issuerUrl)
    const browser = openBrowser(service)
    const code_verifier = client.randomPKCECodeVerifier()
    const url = client.buildAuthorizationUrl(platform.config, {
      redirect_uri: REDIRECT,
      scope: METADATA.scope,
      state: 'stato',
      code_challenge: await client.calculatePKCECodeChallenge(code_verifier),
      code_challenge_method: 'S256',
    })
    const page = await browser.open(url.href, { as: 'citizen-ondei' })
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    const back = await browser.submit(
      page,
      new URLSearchParams([['csrf', csrf], ['answer', 'yes'], ['scope', `${SCOPE}${scope}`], ...fields]),
    )
    const { access_token } = await client.authorizationCodeGrant(platform.config, new URL(back.url), {
      expectedState: 'stato',
      pkceCodeVerifier: code_verifier,
    })
    const pull = async () =>
      (await (await platform.call('/credentials?limit=1', access_token)).text()).slice(
        '{"credential":['.length,
        -'],"compactJwsString":[]}'.length,
      )
    return { page, browser, pull }
  }

  test('is what a platform gets when the person ticked it, and only then', async () => {
    const without = await ticked([])
    expect(without.page.html).toContain(`Collega i badge al tuo indirizzo ${EMAIL}`)
    expect(/name="named" value="email"[^>]*checked/.test(without.page.html)).toBe(false)
    expect(identifiers(await without.pull()).map(({ identityType }) => identityType)).toEqual(['name'])

    const { pull, browser } = await ticked([['named', 'email']])
    const text = await pull()
    expect(await pull()).toBe(text)
    expect(identifiers(text)).toMatchObject([{ identityType: 'name' }, { identityType: 'emailAddress', hashed: true }])
    expect(text).not.toContain(EMAIL)
    expect(await compared(text, EMAIL)).toEqual(['valid', 'holder.recipient-matches'])
    expect(await compared(text, 'Grazia.Ondei@Posta.example')).toEqual(['valid', 'holder.recipient-matches'])
    expect(await compared(text, 'altra@posta.example')).toEqual(['invalid', 'holder.other-recipient'])
    expect(await compared(text, `${NAME}, ${EMAIL}`)).toEqual(['valid', 'holder.recipient-matches'])
    // The one without says nothing of an address.
    expect(await compared(await without.pull(), EMAIL)).toEqual(['unverifiable', 'holder.no-recipient'])

    expect((await browser.get<string>('/i-miei-badge')).body).toContain('I badge che riceve sono collegati al tuo indirizzo e-mail.')
    // Its newer copy is the same badge: it can be compared as this one can.
    const { refreshService } = JSON.parse(text)
    const newer = await (await fetch(refreshService.id)).text()
    expect(identifiers(newer)).toEqual(identifiers(text))
    expect(await compared(newer, EMAIL)).toEqual(['valid', 'holder.recipient-matches'])
  })

  test('is not promised to a platform that may not read badges, nor once the permission is taken back', async () => {
    const chosen = async () =>
      (await service.pool.query<{ chosen: number }>('SELECT count(*)::int AS chosen FROM badge_with_email')).rows[0]?.chosen ?? 0
    const before = await chosen()
    await ticked([['named', 'email']], 'profile.readonly')
    expect(await chosen()).toBe(before)
    const { browser } = await ticked([['named', 'email']])
    expect(await chosen()).toBe(before + 1)
    const page = await browser.open(`${service.issuerUrl}/i-miei-badge`)
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    for (const [, id = ''] of page.html.matchAll(/name="id" value="([^"]+)"><button name="action" value="take-back"/g))
      await browser.submit(
        page,
        new URLSearchParams([
          ['csrf', csrf],
          ['action', 'take-back'],
          ['id', id],
        ]),
      )
    expect(await chosen()).toBe(0)
  })

  test('is what the person takes where they tick it, as data and inside its picture', async () => {
    const browser = openBrowser(service)
    const { html } = await browser.open(`${service.issuerUrl}/i-miei-badge`, { as: 'citizen-ondei' })
    const action = /action="(\/i-miei-badge\/attestati\/[^"]+)"/.exec(html)?.[1] ?? ''
    expect(html).toContain(`Collegato al tuo indirizzo ${EMAIL}`)
    const plain = await browser.get(`${action}?forma=dati`)
    expect(plain.status).toBe(200)
    const fetched = async (query: string) => {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(`${service.issuerUrl}${action}?${query}`, { headers: { cookie } })
      return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()), type: response.headers.get('content-type') }
    }
    const picture = await fetched('forma=immagine&impronta=si')
    expect(picture.type).toContain('image/png')
    expect(await compared(picture.bytes, EMAIL)).toEqual(['valid', 'holder.recipient-matches'])
    const data = await fetched('forma=dati')
    expect(await compared(data.bytes, EMAIL)).toEqual(['unverifiable', 'holder.no-recipient'])
    expect((await fetched('forma=pdf')).status).toBe(404)

    // Another person's act is not there, whoever knows its id.
    const { rows } = await service.pool.query<{ id: string }>(
      `SELECT a.id FROM attestation a JOIN person p ON p.id = a.person_id WHERE p.tax_code <> $1 LIMIT 1`,
      [CODE],
    )
    expect((await browser.get(`/i-miei-badge/attestati/${rows[0]?.id}?forma=dati`)).status).toBe(404)
    expect((await openBrowser(service).get(`${action}?forma=dati`)).status).toBe(401)
  })

  test('is what the officer hands out at the person’s wish, where the body knows the address', async () => {
    const { rows } = await service.pool.query<{ id: string; slug: string; email: string | null }>(
      `SELECT a.id, g.slug, p.email FROM attestation a JOIN person p ON p.id = a.person_id JOIN organisation g ON g.id = a.organisation_id WHERE p.tax_code = $1`,
      [CODE],
    )
    const [act] = rows
    expect([act?.slug, act?.email]).toEqual(['orobie-formazione', EMAIL])
    const officer = await service.as('officer-orobie')
    const { body } = await officer.get<{ person: { email?: string } }>(`/api/attestations/${act?.id}`)
    expect(body.person.email).toBe(EMAIL)
    const file = (form: string) => officer.get<JsonObject & string>(`/api/attestations/${act?.id}/renderings/${form}`)
    expect(await compared(JSON.stringify((await file('open-badge?named=email')).body), EMAIL)).toEqual([
      'valid',
      'holder.recipient-matches',
    ])
    expect(await compared(JSON.stringify((await file('open-badge')).body), EMAIL)).toEqual(['unverifiable', 'holder.no-recipient'])
    expect(await compared((await file('open-badge-jwt?named=email')).body, EMAIL)).toEqual(['valid', 'holder.recipient-matches'])
    expect((await file('pdf?named=email')).body).toMatchObject({ code: 'badge.only-badges' })
    await service.pool.query('UPDATE person SET email = NULL WHERE tax_code = $1', [CODE])
    expect((await file('open-badge?named=email')).body).toMatchObject({ code: 'badge.no-email' })
  })
})
