import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, createApp } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'

let app: App
beforeAll(async () => {
  app = await createApp({ config: loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' }), service: 'issuer' })
  await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => app.close())

test.each([
  ['what is no HTTP', 'CIAO\r\n\r\n', 400, 'request.malformed'],
  ['headers beyond measure', `GET / HTTP/1.1\r\nhost: x\r\ncookie: ${'x'.repeat(40_000)}\r\n\r\n`, 431, 'request.headers-too-large'],
])('%s is refused as any other request is', async (_, text, status, code) => {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.write(text)
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  await once(socket, 'close')
  const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n')
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} .*\r\n[^]*content-type: application/problem\\+json`))
  expect(JSON.parse(body)).toMatchObject({ status, code, it: expect.any(String), en: expect.any(String) })
})
