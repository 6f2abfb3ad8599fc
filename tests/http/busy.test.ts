import { expect, test } from 'vitest'
import { createApp } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'
import { STYLE_PATH } from '../../http/page/page-assets.ts'

test('a service that cannot keep up says so, to pages of any origin and to people too', async () => {
  const app = await createApp({ config: loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', BUSY_AFTER_MS: '2000' }), service: 'issuer' })
  app.get('/list', async () => 'known')
  expect((await app.inject('/list')).statusCode).toBe(200)

  const until = performance.now() + 6_000
  while (performance.now() < until); // as if it had been held that long
  let answer = await app.inject('/list')
  for (let tries = 0; tries < 40 && answer.statusCode === 200; tries++) {
    await new Promise((wait) => setTimeout(wait, 50))
    answer = await app.inject('/list')
  }
  const style = await app.inject(STYLE_PATH)
  const page = await app.inject({ url: '/list?a=1', headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': 'it' } })
  await app.close()

  expect([answer.statusCode, answer.json().code]).toEqual([503, 'service.busy'])
  expect([page.statusCode, page.headers['retry-after'], page.headers['content-type']]).toEqual([503, '3', 'text/html; charset=utf-8'])
  expect(page.body).toMatch(/<h1>Troppe richieste insieme.*<a href="">Riprova<\/a>/s)
  expect(page.body).toContain('<a href="?a=1&#38;lingua=en" lang="en"')
  expect(style.statusCode).toBe(200)
  expect(answer.headers).toMatchObject({
    'retry-after': '3',
    'access-control-allow-origin': '*',
    'content-type': expect.stringContaining('problem+json'),
  })
})
