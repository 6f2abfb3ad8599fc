import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AttestaError } from '../../credential/errors.ts'
import { type GuardOptions, guardedFetch } from '../../http/guarded-fetch.ts'

const bomb = gzipSync(Buffer.alloc(20_000_000))
let server: Server
let base: string
let requests = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    requests++
    if (request.url === '/redirect') return void response.writeHead(302, { location: '/file' }).end()
    if (request.url === '/large') return void response.end(Buffer.alloc(2_000_000))
    if (request.url === '/bomb') return void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)
    if (request.url === '/stalled') return void response.write('{')
    response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'a=b' }).end('{"id":1}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  base = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const demo = guardedFetch({ allowLoopbackHttp: true, maxBytes: 1_000_000, timeoutMs: 2_000 })
const strict = guardedFetch({ allowLoopbackHttp: false, timeoutMs: 2_000 })

async function why(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'answered'
  } catch (error) {
    if (!(error instanceof AttestaError)) throw error
    return `${error.code} ${error.facts.why ?? ''}`.trim()
  }
}

describe('outside the demo', () => {
  test.each([
    ['http', 'http://registro.example/did.json', 'scheme'],
    ['another scheme', 'file:///etc/passwd', 'scheme'],
    ['data', 'data:application/json,{}', 'scheme'],
    ['no address', 'registro.example', 'address'],
    ['an IPv4 address', 'https://192.0.2.7/', 'literal'],
    ['loopback', 'https://127.0.0.1/', 'literal'],
    ['loopback in hex', 'https://0x7f.1/', 'literal'],
    ['loopback as one number', 'https://2130706433/', 'literal'],
    ['loopback in octal', 'https://0177.0.0.1/', 'literal'],
    ['loopback in circled digits', 'https://①②⑦.⓪.⓪.①/', 'literal'],
    ['an IPv6 address', 'https://[::1]/', 'literal'],
    ['a mapped address', 'https://[::ffff:10.0.0.1]/', 'literal'],
    ['localhost', 'https://localhost/', 'literal'],
    ['a user', 'https://user@registro.example/', 'user'],
    ['a password', 'https://:password@registro.example/', 'user'],
    ['a name without a dot', 'https://metadata/', 'host'],
    ['a name with a dot at its end', 'https://registro.example./', 'host'],
    ['the port of mail', 'https://registro.example:25/', 'port'],
    ['the port of ssh', 'https://registro.example:22/', 'port'],
  ])('%s is refused before anything is sent', async (_, address, reason) => {
    expect(await why(() => strict(address))).toBe(`fetch.refused ${reason}`)
  })

  test('loopback over http is refused, and nothing arrives there', async () => {
    const before = requests
    expect(await why(() => strict(base))).toBe('fetch.refused scheme')
    expect(requests).toBe(before)
  })
})

describe('a name that resolves to', () => {
  test.each([
    ['127.0.0.1', 4],
    ['10.1.2.3', 4],
    ['172.16.0.1', 4],
    ['192.168.1.1', 4],
    ['169.254.169.254', 4],
    ['100.64.0.1', 4],
    ['0.0.0.0', 4],
    ['::1', 6],
    ['::ffff:127.0.0.1', 6],
    ['fd00::1', 6],
    ['fe80::1', 6],
    ['64:ff9b::a00:1', 6],
    ['2002:7f00:1::', 6],
  ])('%s is refused', async (address, family) => {
    const fetch = guardedFetch({ allowLoopbackHttp: false, resolve: resolverOf([{ address, family }]) })
    expect(await why(() => fetch('https://registro.example/'))).toBe('fetch.refused private-address')
  })

  test('a good address and a private one is refused: which one is tried is not ours to choose', async () => {
    const addresses = [
      { address: '192.0.2.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
    const fetch = guardedFetch({ allowLoopbackHttp: false, resolve: resolverOf(addresses) })
    expect(await why(() => fetch('https://registro.example/'))).toBe('fetch.refused private-address')
  })

  test('a private address is ours to call when it is our own, at its own port only', async () => {
    const fetch = guardedFetch({ allowLoopbackHttp: false, ownOrigins: [base] })
    expect(await (await fetch(`${base}/file`)).json()).toEqual({ id: 1 })
    expect(await why(() => fetch('http://localhost:1/'))).toBe('fetch.refused scheme')
  })
})

describe('an answer', () => {
  test('comes with its status and type and nothing else', async () => {
    const response = await demo(`${base}/file`)
    expect([response.status, ...response.headers.keys()]).toEqual([200, 'content-type'])
    expect(await response.json()).toEqual({ id: 1 })
  })

  test.each([
    ['that leads elsewhere', '/redirect', 'fetch.refused redirect'],
    ['that is too large', '/large', 'fetch.failed size'],
    ['that is small and swells', '/bomb', 'fetch.failed size'],
    ['that never ends', '/stalled', 'fetch.failed'],
  ])('%s is refused', async (_, path, expected) => {
    expect(await why(() => demo(`${base}${path}`))).toBe(expected)
  })

  test('of nobody is “failed”', async () => {
    expect(await why(() => demo('http://localhost:1/'))).toBe('fetch.failed')
  })
})

function resolverOf(addresses: readonly { address: string; family: number }[]): NonNullable<GuardOptions['resolve']> {
  const resolve = (_host: string, _options: unknown, done: (error: null, found: unknown) => void) => done(null, addresses)
  return resolve as unknown as NonNullable<GuardOptions['resolve']>
}
