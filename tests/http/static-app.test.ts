import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, createApp } from '../../http/app.ts'
import { loadConfig } from '../../http/config.ts'
import { serveWebApp } from '../../http/static-app.ts'

const dir = mkdtempSync(join(tmpdir(), 'attesta-web-'))
let app: App

beforeAll(async () => {
  mkdirSync(join(dir, 'assets'))
  writeFileSync(join(dir, 'index.html'), '<!doctype html><title>Attesta</title>')
  writeFileSync(join(dir, 'assets/app-1a2b.js'), 'export {}')
  writeFileSync(join(dir, 'assets/app-1a2b.js.br'), brotliCompressSync('export {}'))
  writeFileSync(join(dir, '..', 'outside.txt'), 'not ours')
  app = await createApp({ config: loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent' }), service: 'wallet' })
  app.get('/api/known', async () => ({ known: true }))
  await serveWebApp(app, dir, (path) => path !== '/nowhere')
})
afterAll(async () => {
  await app.close()
  rmSync(dir, { recursive: true, force: true })
  rmSync(join(dir, '..', 'outside.txt'), { force: true })
})

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers: { accept: 'text/html', ...headers } })

describe('a built page', () => {
  test.each(['/', '/index.html', '/casi/42', '/c/AAAAAAAAAAAAAAAAAAAAAA'])('answers %s, always fresh', async (url) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-cache'])
    expect(answer.body).toContain('<title>Attesta</title>')
  })

  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br;q=0', 'gzip'],
    ['GZIP;q=0.5', 'gzip'],
    ['br;q=0.0, identity', undefined],
    ['', undefined],
  ])('comes to a browser that takes “%s” as %s, with a tag of its own', async (accepted, coding) => {
    const { headers, rawPayload } = await get('/casi/42', { 'accept-encoding': accepted })
    expect(headers).toMatchObject({ vary: 'accept-encoding', 'content-type': 'text/html; charset=utf-8' })
    expect(headers['content-encoding']).toBe(coding)
    const body = coding === 'br' ? brotliDecompressSync(rawPayload) : coding === 'gzip' ? gunzipSync(rawPayload) : rawPayload
    expect(body.toString()).toContain('<title>Attesta</title>')

    const again = await get('/', { 'accept-encoding': accepted, 'if-none-match': String(headers.etag) })
    expect([again.statusCode, again.rawPayload.length, again.headers.etag]).toEqual([304, 0, headers.etag])
    const other = await get('/', { 'accept-encoding': coding === 'br' ? '' : 'br', 'if-none-match': String(headers.etag) })
    expect(other.statusCode).toBe(200)
  })

  test('comes with 404 for an address that the app does not know, also to a browser that has it', async () => {
    const { headers } = await get('/casi/42')
    for (const url of ['/nowhere', '/nowhere?c=1']) {
      const answer = await get(url, { 'if-none-match': String(headers.etag) })
      expect(answer.statusCode).toBe(404)
      expect(answer.body).toContain('<title>Attesta</title>')
    }
  })

  test('has files that are kept for ever, since their names change with them', async () => {
    const answer = await get('/assets/app-1a2b.js', { 'accept-encoding': 'br' })
    expect(answer.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'content-encoding': 'br' })
  })

  test.each(['/assets/app-0000.js', '/api/unknown'])('does not stand in for %s', async (url) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'request.not-found'])
  })

  test('does not stand in for what is asked by a program', async () => {
    expect((await get('/casi/42', { accept: 'application/json' })).json().code).toBe('request.not-found')
  })

  test.each(['/../outside.txt', '/%2e%2e/outside.txt', '/..%2foutside.txt', '/assets/..%2f..%2foutside.txt', '/%5c..%5coutside.txt'])(
    'opens no way out of its folder: %s',
    async (url) => {
      expect((await get(url)).body).not.toContain('not ours')
    },
  )
})

test('an app that was not built is said so', async () => {
  await expect(serveWebApp(app, join(dir, 'nowhere'))).rejects.toThrow(/not built/)
})
