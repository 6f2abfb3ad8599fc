import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../credential/json/index.ts'
import { plainBadge } from '../../credential/data-integrity/badge.ts'
import { issuedByPeer } from '../../credential/data-integrity/digitalbazaar.ts'
import { openBrowser } from '../browser.ts'
import { openService, type Service } from '../service.ts'
import { answer, METADATA, openPlatform, type Platform, REDIRECT, SCOPE } from './platform.ts'

const EMAIL = 'grazia.ondei@posta.example'

describe('a person whom a platform asks', () => {
  let service: Service
  let platform: Platform
  beforeAll(async () => {
    service = await openService({ settings: { BADGE_API: 'on' } })
    platform = await openPlatform(service.issuerUrl)
  })
  afterAll(() => service.close())

  const asking = async ({ as, change = {} }: { as: string; change?: Record<string, string> }) => {
    const browser = openBrowser(service)
    const parameters = {
      redirect_uri: REDIRECT,
      scope: METADATA.scope,
      state: 'stato',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    }
    const url = client.buildAuthorizationUrl(platform.config, { ...parameters, ...change })
    return { browser, page: await browser.open(url.href, { as }) }
  }

  test('reads who asks, what they will see and for how long, in either language', async () => {
    const { browser, page } = await asking({ as: 'citizen-ondei' })
    for (const said of [
      '«Vetrina dei badge»',
      'piattaforma.example',
      'Gràzia Ondèi',
      EMAIL,
      'Non vedrà il codice fiscale',
      'Non permettere',
    ])
      expect(page.html).toContain(said)
    expect(page.html).not.toContain('<script')
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https://piattaforma.example;")
    expect(page.headers.get('cache-control')).toBe('no-store')
    const english = await browser.get<string>(new URL(page.url).pathname, { 'accept-language': 'en' })
    expect(english.body).toContain('It will not see your codice fiscale')
  })

  test('finds the reading ticked and the writing not, and both pages with the bones of the apps', async () => {
    const { page } = await asking({ as: 'citizen-ondei' })
    const ticked = [...page.html.matchAll(/name="scope" value="([^"]+)" checked/g)].map(([, scope = '']) => scope.replace(SCOPE, ''))
    expect(ticked).toEqual(['credential.readonly', 'profile.readonly'])
    for (const said of ['class="slim"', 'lingua=en" lang="en"', 'href="/accessibilita"', 'href="/privacy"'])
      expect(page.html).toContain(said)
  })

  test('keeps the language that was chosen through the login', async () => {
    const page = await openBrowser(service).open(`${service.issuerUrl}/i-miei-badge?lingua=en`, { as: 'citizen-ondei' })
    expect(new URL(page.url).searchParams.get('lingua')).toBe('en')
    expect(page.html).toContain('<html lang="en">')
  })

  test('leaves the page of their badges, and the session is over', async () => {
    const browser = openBrowser(service)
    const page = await browser.open(`${service.issuerUrl}/i-miei-badge`, { as: 'citizen-ondei' })
    for (const said of ['>Esci</button>', 'lang="en"', 'parti dal sito della piattaforma', 'href="/privacy"'])
      expect(page.html).toContain(said)
    const secret = [...browser.cookies].find(([name]) => name.endsWith('attesta_session'))
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    const left = await browser.submit(page, new URLSearchParams({ csrf, action: 'leave' }))
    expect([left.status, left.html]).toEqual([200, expect.stringMatching(/<h1>Sei uscito<\/h1>.*id_token_hint=/s)])
    // Also for whoever kept the cookie.
    browser.cookies.set(...(secret ?? ['', '']))
    expect(new URL((await browser.open(`${service.issuerUrl}/i-miei-badge`)).url).pathname).toMatch(/^\/login\//)
  })

  test('says no, and is believed', async () => {
    const { browser, page } = await asking({ as: 'citizen-ondei' })
    const back = new URL((await answer({ browser, page, allow: () => true, word: 'no' })).url)
    expect([back.origin + back.pathname, back.searchParams.get('error'), back.searchParams.get('code')]).toEqual([
      REDIRECT,
      'access_denied',
      null,
    ])
  })

  test('ticks nothing, which is a no', async () => {
    const { browser, page } = await asking({ as: 'citizen-ondei' })
    expect(new URL((await answer({ browser, page, allow: () => false })).url).searchParams.get('error')).toBe('access_denied')
  })

  test('has no codice fiscale by the word of the provider, and is told so', async () => {
    const { page } = await asking({ as: 'officer-orobie' })
    expect(page.status).toBe(403)
    expect(page.html).toContain('non dice il tuo codice fiscale')
    const { rows } = await service.pool.query('SELECT 1 FROM account WHERE holder_id IS NOT NULL')
    expect(rows).toHaveLength(1)
  })

  test('did not log in for this: somebody else’s session in the browser is not enough', async () => {
    const { browser, page } = await asking({ as: 'citizen-ondei' })
    await service.pool.query(`UPDATE session SET created_at = created_at - interval '1 minute'`)
    expect((await answer({ browser, page, allow: () => true })).status).toBe(400)
    const again = await browser.open(page.url.replace(/\?.*/, ''))
    expect(new URL(again.url).pathname).toMatch(/^\/login\//)
  })

  test('did not press the button: a form of another site has not the word of the session', async () => {
    const { browser, page } = await asking({ as: 'citizen-ondei' })
    const forged = await browser.submit(
      page,
      new URLSearchParams([
        ['csrf', 'x'],
        ['answer', 'yes'],
        ['scope', `${SCOPE}credential.readonly`],
      ]),
    )
    expect(forged.status).toBe(400)
  })

  test('opened the page in another browser, and finds nothing there', async () => {
    const { page } = await asking({ as: 'citizen-ondei' })
    expect((await openBrowser(service).open(page.url)).status).toBe(400)
  })

  test.each([
    ['without PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    ['with a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for a scope that there is not', { scope: `${SCOPE}tutto` }, undefined],
  ])('is never asked %s', async (_, change, error) => {
    const { page } = await asking({ as: 'citizen-ondei', change })
    const back = new URL(page.url)
    expect(back.origin + back.pathname).toBe(REDIRECT)
    if (error !== undefined) expect(back.searchParams.get('error')).toBe(error)
    expect(back.searchParams.get('code')).toBeNull()
  })

  test.each([`${REDIRECT}/altro`, `${REDIRECT}?x=1`, 'https://ladro.example/ritorno', 'http://piattaforma.example/ritorno'])(
    'is never sent to %s',
    async (redirect_uri) => {
      const { page } = await asking({ as: 'citizen-ondei', change: { redirect_uri } })
      expect(page.status).toBe(400)
      expect(new URL(page.url).origin).toBe(service.issuerUrl)
    },
  )

  test('reads a page, no JSON, where the platform asks what it may not', async () => {
    const { href } = client.buildAuthorizationUrl(platform.config, { redirect_uri: 'https://ladro.example/ritorno', scope: METADATA.scope })
    const said = async (accept: string) => {
      const response = await fetch(href, { headers: { accept, 'accept-language': 'it' }, redirect: 'manual' })
      return [response.status, response.headers.get('content-type'), await response.text()]
    }
    expect(await said('text/html,*/*;q=0.8')).toEqual([
      400,
      'text/html; charset=utf-8',
      expect.stringMatching(/<h1>La piattaforma ci ha mandato.*href="\/privacy"/s),
    ])
    expect((await said('*/*'))[1]).toMatch(/json/)
  })

  test('sees whom they let in and what was handed in, ends the one and deletes the other', async () => {
    const browser = openBrowser(service)
    const { access_token: token } = await platform.authorize({ browser, as: 'citizen-ondei' })
    const handIn = async (compose: (issuer: string) => JsonObject, curve: 'Ed25519' | 'P-256') => {
      const body = JSON.stringify(await issuedByPeer({ compose, curve, date: '2026-05-13T09:05:00Z' }))
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
      return { body, answer: await platform.call('/credentials', token, init) }
    }
    // As its issuer signed it: only that it names somebody else speaks against it.
    const { answer: ofAnother } = await handIn(plainBadge, 'Ed25519')
    expect([ofAnother.status, await ofAnother.text()]).toEqual([400, expect.stringContaining('badge-api.other-person')])
    const compose = (issuer: string) => ({ ...plainBadge(issuer), credentialSubject: subjectless(issuer) })
    const { answer: taken, body: held } = await handIn(compose, 'P-256')
    expect(taken.status).toBe(201)

    const page = await browser.open(`${service.issuerUrl}/i-miei-badge`, { as: 'citizen-ondei' })
    for (const said of [
      'Una piattaforma ha il tuo permesso',
      'Vetrina dei badge</strong> (piattaforma.example)',
      'leggere i tuoi badge',
      'Inclusione e qualità',
      'Non è un nostro ente',
      'Chi lo ha emesso non pubblica se lo revoca',
      'Non dice a chi',
    ])
      expect(page.html).toContain(said)
    const link = /href="(\/i-miei-badge\/[^"]+)"/.exec(page.html)?.[1] ?? ''
    expect(JSON.stringify((await browser.get(link)).body)).toBe(held)
    expect((await openBrowser(service).get(link)).status).toBe(401)

    const csrf = /name="csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    const press = (action: string, id: string, word = csrf) => browser.submit(page, new URLSearchParams({ csrf: word, action, id }))
    const id = link.split('/').at(-1) ?? ''
    expect((await press('delete', id, 'x')).status).toBe(403)
    expect((await press('delete', id)).html).not.toContain('Inclusione e qualità')
    expect((await platform.call('/credentials', token)).headers.get('x-total-count')).toBe('1')
    const after = await press('take-back', platform.config.clientMetadata().client_id)
    expect(after.html).toContain('Nessuna piattaforma può vedere i tuoi badge')
    expect((await platform.call('/credentials', token)).status).toBe(401)
  })
})

/** Whose it is, the badge does not say. */
function subjectless(issuer: string): JsonObject {
  const { identifier: _, ...subject } = plainBadge(issuer).credentialSubject as JsonObject
  return subject
}
