import { describe, expect, test } from 'vitest'
import { addressesOf } from '../../scripts/start/addresses.ts'
import { readArguments } from '../../scripts/start/arguments.ts'

describe('arguments', () => {
  test.each([
    [[], {}],
    [['--host', 'attesta.home.arpa'], { host: 'attesta.home.arpa' }],
    [['--host=Attesta.Home.Arpa'], { host: 'attesta.home.arpa' }],
  ])('%j', (words, expected) => {
    expect(readArguments(words)).toEqual(expected)
  })

  test.each([
    [['--port', '80']],
    [['--host']],
    [['--host', 'a.b', 'c']],
    [['--host=a.b', 'c']],
    [['--host', 'laptop']],
    [['--host', 'http://a.b']],
    [['--host', '']],
  ])('%j are refused with a sentence', (words) => {
    expect(() => readArguments(words)).toThrow(/^(npm start takes|".*" is not a host name).*\.$/)
  })
})

describe('addresses', () => {
  test('are those of the demo where nothing is said', () => {
    const { issuer, verifier, wallet, oidc, smtp } = addressesOf({ given: {} })
    expect([issuer, verifier, wallet, oidc, smtp]).toEqual([
      'http://localhost:4000',
      'http://localhost:4001',
      'http://localhost:4002',
      'http://localhost:4010',
      'smtp://localhost:4025',
    ])
  })

  test('reach every process under the names of the settings, with what was given beside them', () => {
    const { env } = addressesOf({ given: { ISSUER_URL: 'http://localhost:5000/', LOG_LEVEL: 'warn' } })
    expect(env).toMatchObject({ ISSUER_URL: 'http://localhost:5000', VERIFIER_URL: 'http://localhost:4001', LOG_LEVEL: 'warn' })
    expect(env.LISTEN_HOST).toBeUndefined()
  })

  test('of a phone’s network are https, on a data folder of their own, listening everywhere', () => {
    const { env, wallet, dataDir } = addressesOf({ host: 'attesta.home.arpa', given: { TLS_KEY: 'key.pem', TLS_CERT: 'cert.pem' } })
    expect(wallet).toBe('https://attesta.home.arpa:4002')
    expect(dataDir).toMatch(/[/\\]\.data[/\\]attesta\.home\.arpa$/)
    expect(env.LISTEN_HOST).toBe('0.0.0.0')
  })

  test('on this machine are those that a proxy passes requests to', () => {
    const { issuer, local } = addressesOf({
      given: { ISSUER_URL: 'https://attestati.example', ISSUER_PORT: '8080', LISTEN_HOST: '10.0.0.7' },
    })
    expect([issuer, local.issuer, local.verifier]).toEqual(['https://attestati.example', 'http://10.0.0.7:8080', 'http://10.0.0.7:4001'])
  })

  test('of a phone’s network need a certificate', () => {
    expect(() => addressesOf({ host: 'attesta.home.arpa', given: {} })).toThrow(/TLS_KEY and TLS_CERT/)
  })

  test.each(['localhost:4000', 'ftp://localhost', 'http://localhost:4000/attesta', 'http://localhost:4000/?a'])('%s is none', (address) => {
    expect(() => addressesOf({ given: { VERIFIER_URL: address } })).toThrow(/^Setting VERIFIER_URL: /)
  })
})
