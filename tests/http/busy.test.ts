import { expect, test } from 'vitest'
import { createApp } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'

test('a service that cannot keep up says so, to pages of any origin too', async () => {
  const app = await createApp({ config: loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' }), service: 'issuer' })
  app.get('/list', async () => 'known')
  expect((await app.inject('/list')).statusCode).toBe(200)

  const until = performance.now() + 6_000
  while (performance.now() < until); // as if it had been held that long
  let answer = await app.inject('/list')
  for (let tries = 0; tries < 40 && answer.statusCode === 200; tries++) {
    await new Promise((wait) => setTimeout(wait, 50))
    answer = await app.inject('/list')
  }
  await app.close()

  expect([answer.statusCode, answer.json().code]).toEqual([503, 'service.busy'])
  expect(answer.headers).toMatchObject({
    'retry-after': '3',
    'access-control-allow-origin': '*',
    'content-type': expect.stringContaining('problem+json'),
  })
})
