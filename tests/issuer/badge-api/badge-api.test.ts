import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from '../browser.ts'
import { openService, type Service } from '../service.ts'
import { openPlatform, type Platform, readDescription, SCOPE } from './platform.ts'

interface Page {
  credential: { id: string; type: string[]; name: string; proof: unknown }[]
  compactJwsString: string[]
}

describe('a badge platform', () => {
  let service: Service
  let platform: Platform
  beforeAll(async () => {
    service = await openService({ settings: { BADGE_API: 'on' } })
    platform = await openPlatform(service.issuerUrl)
  })
  afterAll(() => service.close())

  const letIn = (scope?: string) =>
    platform.authorize({ browser: openBrowser(service), as: 'citizen-ondei', ...(scope === undefined ? {} : { scope }) })

  test('reads where to register and to ask, and finds the same addresses in the metadata of OAuth', async () => {
    const { OAuth2ACG } = (await readDescription(service.issuerUrl)).components.securitySchemes
    const { authorizationUrl, tokenUrl, refreshUrl, scopes } = OAuth2ACG.flows.authorizationCode
    const server = platform.config.serverMetadata()
    expect(server.authorization_endpoint).toBe(authorizationUrl)
    expect(server.token_endpoint).toBe(tokenUrl)
    expect(refreshUrl).toBe(tokenUrl)
    expect(server.registration_endpoint).toBe(OAuth2ACG['x-imssf-registrationUrl'])
    expect(Object.keys(scopes).sort()).toEqual(
      ['credential.readonly', 'credential.upsert', 'profile.readonly', 'profile.update'].map((name) => `${SCOPE}${name}`),
    )
  })

  test('pulls the badge of the person who lets it in, the same bytes each time', async () => {
    const { access_token: token, token_type, scope } = await letIn()
    expect(token_type).toBe('bearer')
    expect(scope).toContain(`${SCOPE}credential.readonly`)
    const response = await platform.call('/credentials', token)
    expect(response.status).toBe(200)
    expect(response.headers.get('x-total-count')).toBe('1')
    const text = await response.text()
    const { credential, compactJwsString } = JSON.parse(text) as Page
    expect(compactJwsString).toEqual([])
    expect(credential).toHaveLength(1)
    expect(credential[0]).toMatchObject({ type: expect.arrayContaining(['OpenBadgeCredential']), proof: expect.anything() })
    expect(await (await platform.call('/credentials', token)).text()).toBe(text)
  })
})
