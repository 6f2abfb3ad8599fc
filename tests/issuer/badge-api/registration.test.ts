import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openService, type Service } from '../service.ts'
import { METADATA, REDIRECT, register } from './platform.ts'

describe('registration', () => {
  let service: Service
  beforeAll(async () => {
    service = await openService({ settings: { BADGE_API: 'on' } })
  })
  afterAll(() => service.close())

  test.each<[string, Record<string, unknown>, string]>([
    ['without TLS', { redirect_uris: ['http://piattaforma.example/ritorno'] }, 'invalid_redirect_uri'],
    ['to anywhere', { redirect_uris: ['https://*.example/ritorno'] }, 'invalid_redirect_uri'],
    ['to a fragment', { redirect_uris: [`${REDIRECT}#x`] }, 'invalid_redirect_uri'],
    ['to an app', { redirect_uris: ['app.example:/ritorno'], application_type: 'native' }, 'invalid_redirect_uri'],
    ['with a user in the address', { redirect_uris: ['https://a:b@piattaforma.example/ritorno'] }, 'invalid_redirect_uri'],
    ['to nowhere', { redirect_uris: [] }, 'invalid_client_metadata'],
    ['to ever so many', { redirect_uris: Array.from({ length: 6 }, (_, at) => `${REDIRECT}${at}`) }, 'invalid_client_metadata'],
    ['without a name', { client_name: '' }, 'invalid_client_metadata'],
    ['with a name that turns the line', { client_name: 'Vetrina\u202Eegdab' }, 'invalid_client_metadata'],
    ['without saying what it does with data', { policy_uri: undefined }, 'invalid_client_metadata'],
    ['with a page that is a script', { policy_uri: 'javascript:alert(1)' }, 'invalid_client_metadata'],
    ['without a secret', { token_endpoint_auth_method: 'none' }, 'invalid_client_metadata'],
    ['for tokens without a person', { grant_types: ['client_credentials'] }, 'invalid_client_metadata'],
    ['for tokens in the address', { response_types: ['token'] }, 'invalid_client_metadata'],
    ['for what wallets do', { scope: 'openid' }, 'invalid_client_metadata'],
  ])('is refused %s', async (_, change, error) => {
    const response = await register(service.issuerUrl, { ...METADATA, ...change })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error, error_description: expect.any(String) })
    const { rows } = await service.pool.query(`SELECT 1 FROM oauth_payload WHERE model = 'BadgeClient'`)
    expect(rows).toEqual([])
  })

  test('keeps what it needs and drops the rest, and nobody reads or changes it afterwards', async () => {
    await service.pool.query(`DELETE FROM oauth_payload WHERE model = 'BadgeClient'`)
    const response = await register(service.issuerUrl, {
      ...METADATA,
      jwks_uri: 'https://ladro.example/',
      post_logout_redirect_uris: ['https://ladro.example/'],
    })
    // Twenty an hour from one address: the refusals above counted.
    expect(response.status).toBe(201)
    const answered = (await response.json()) as Record<string, unknown>
    expect(answered).toMatchObject({ client_id: expect.any(String), client_secret: expect.any(String), software_id: METADATA.software_id })
    expect(JSON.stringify(answered)).not.toContain('ladro')
    expect(answered).not.toHaveProperty('registration_access_token')
    expect((await fetch(`${service.issuerUrl}/ims/ob/v3p0/oauth/register/${answered.client_id}`)).status).toBe(404)
  })

  test('that nobody uses is forgotten, and too many that wait are refused', async () => {
    const { rows } = await service.pool.query<{ days: number }>(
      `SELECT round(extract(epoch FROM expires_at - now()) / 86400)::int AS days FROM oauth_payload WHERE model = 'BadgeClient'`,
    )
    expect(rows).toEqual([{ days: 7 }])
    await service.pool.query(
      `INSERT INTO oauth_payload (model, id, payload, expires_at) SELECT 'BadgeClient', 'x' || n, '{}', now() + interval '1 day' FROM generate_series(1, 500) n`,
    )
    const response = await register(service.issuerUrl)
    expect(await response.json()).toMatchObject({ error: 'temporarily_unavailable' })
  })

  test('of one address ends after twenty in an hour', async () => {
    const answers = []
    for (let at = 0; at < 6; at++) answers.push((await register(service.issuerUrl)).status)
    expect(answers.at(-1)).toBe(429)
  })
})

describe('the operator', () => {
  test('turns it on: otherwise there is nothing', async () => {
    const service = await openService()
    const answers = await Promise.all(
      ['/discovery', '/credentials', '/oauth/authorize'].map((path) => fetch(`${service.issuerUrl}/ims/ob/v3p0${path}`)),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    await service.close()
  })

  test('may keep new platforms out', async () => {
    const service = await openService({ settings: { BADGE_API: 'registered' } })
    expect((await register(service.issuerUrl)).status).toBe(403)
    await service.close()
  })
})
