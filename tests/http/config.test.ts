import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../http/config.ts'

const PRODUCTION = {
  NODE_ENV: 'production',
  ISSUER_URL: 'https://attestati.example',
  VERIFIER_URL: 'https://verifica.example',
  WALLET_URL: 'https://portafoglio.example',
  OIDC_ISSUER: 'https://accesso.example',
  OIDC_CLIENT_SECRET: 'altro',
}

describe('settings', () => {
  test('nothing set is the demo on this machine', () => {
    expect(loadConfig({})).toMatchObject({
      demo: true,
      issuerUrl: 'http://localhost:4000',
      seals: { claimedTime: 'iat' },
      listen: { host: 'localhost', issuer: 4000, verifier: 4001, wallet: 4002 },
      dataDir: '.data',
    })
  })

  test('an empty setting counts as absent', () => {
    expect(loadConfig({ ISSUER_URL: '', DATABASE_URL: '' })).toEqual(loadConfig({}))
  })

  test('a service listens on the port of its address, unless told otherwise', () => {
    const { listen } = loadConfig({ ...PRODUCTION, WALLET_PORT: '8080' })
    expect(listen).toMatchObject({ issuer: 443, wallet: 8080 })
  })

  test.each([
    ['ISSUER_URL', 'localhost:4000'],
    ['ISSUER_URL', 'ftp://localhost'],
    ['ISSUER_URL', 'http://localhost:4000/attesta'],
    ['ISSUER_URL', 'http://user:secret@localhost:4000'],
    ['VERIFIER_URL', 'http://localhost:4001/?a=b'],
    ['ISSUER_PORT', '70000'],
    ['ISSUER_PORT', 'http'],
    ['DATABASE_URL', 'mysql://localhost/attesta'],
    ['LOG_LEVEL', 'loud'],
    ['VERIFIER_CLIENT_ID', 'redirect_uri'],
    ['NODE_ENV', 'prod'],
    ['REQUESTS_PER_MINUTE', '0'],
    ['DOOR_REQUESTS_PER_MINUTE', '-1'],
    ['BUSY_AFTER_MS', 'soon'],
    ['OFFER_TTL_HOURS', 'a day'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`^Setting ${name}: .*\\.$`, 'm'))
  })

  test('the sentence does not repeat what was given: it may be a secret', () => {
    expect(() => loadConfig({ DATABASE_URL: 'mysql://attesta:segreto@db' })).toThrow(/^(?!.*segreto)/)
  })

  test.each([
    ['TLS_KEY', 'TLS_CERT'],
    ['VERIFIER_REQUEST_KEY', 'VERIFIER_REQUEST_CERTIFICATE'],
  ])('%s and %s go together', (key, certificate) => {
    expect(() => loadConfig({ [key]: 'key.pem' })).toThrow(certificate)
    expect(() => loadConfig({ [certificate]: 'chain.pem' })).toThrow(key)
    expect(loadConfig({ [key]: 'key.pem', [certificate]: 'chain.pem' })).toBeDefined()
  })

  test.each([
    ['the demo’s client secret', { OIDC_CLIENT_SECRET: undefined }, /OIDC_CLIENT_SECRET/],
    ['an address without https', { VERIFIER_URL: 'http://verifica.example' }, /VERIFIER_URL.*https/],
    ['a login that stayed at the demo’s', { OIDC_ISSUER: '' }, 'OIDC_ISSUER'],
  ])('production refuses %s', (_, change, sentence) => {
    expect(loadConfig(PRODUCTION).demo).toBe(false)
    expect(() => loadConfig({ ...PRODUCTION, ...change })).toThrow(sentence)
  })
})
