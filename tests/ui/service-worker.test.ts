import { beforeEach, expect, test, vi } from 'vitest'

const ORIGIN = 'https://verifier.example'
const SETTINGS = '/api/trust'
/** No module: a browser runs it as it is. */
const WORKER = '../../ui/service-worker.ts'
const ask = vi.fn<typeof fetch>()
let stored: Map<string, Response>
let answer: (path: string) => Promise<Response>
let install: () => Promise<unknown>

const pathOf = (key: RequestInfo | URL) => new URL(key instanceof Request ? key.url : String(key), ORIGIN).pathname
const settings = (name: string) => Response.json({ name })

/** The worker as the build writes it, in a world of its own. */
beforeEach(async () => {
  const listeners = new Map<string, (event: unknown) => void>()
  stored = new Map()
  const cache = {
    addAll: async (files: string[]) => {
      for (const file of files) stored.set(pathOf(file), new Response(file))
    },
    match: async (key: RequestInfo) => stored.get(pathOf(key))?.clone(),
    put: async (key: RequestInfo, response: Response) => stored.set(pathOf(key), response),
  }
  const world = {
    NAME: 'verifier',
    SETTINGS,
    PAGES: '^/$',
    FILES: ['/'],
    VERSION: '1',
    caches: { open: async () => cache },
    fetch: ask.mockReset(),
    self: {
      addEventListener: (name: string, listener: (event: unknown) => void) => listeners.set(name, listener),
      location: { origin: ORIGIN },
    },
  }
  for (const [name, value] of Object.entries(world)) vi.stubGlobal(name, value)
  vi.resetModules()
  await import(/* @vite-ignore */ WORKER)
  const heard = (name: string, event: object) =>
    new Promise<unknown>((resolve) => listeners.get(name)?.({ ...event, waitUntil: resolve, respondWith: resolve }))
  install = () => heard('install', {})
  answer = async (path) => (await heard('fetch', { request: new Request(ORIGIN + path) })) as Response
})

test('what was kept at the installation has its date when nobody answers', async () => {
  ask.mockResolvedValueOnce(settings('first'))
  await install()
  ask.mockRejectedValueOnce(new TypeError('Failed to fetch'))
  const response = await answer(SETTINGS)
  expect(await response.json()).toEqual({ name: 'first' })
  expect(Date.now() - Date.parse(response.headers.get('x-kept-at') ?? '')).toBeLessThan(60_000)
})

test('a fresh answer has none, and is what is kept from then on', async () => {
  ask.mockResolvedValueOnce(settings('first'))
  await install()
  ask.mockResolvedValueOnce(settings('second'))
  expect((await answer(SETTINGS)).headers.has('x-kept-at')).toBe(false)
  expect(ask.mock.calls.map(([, init]) => init?.cache)).toEqual(['no-store', 'no-store'])
  ask.mockResolvedValueOnce(new Response('<h1>Bad gateway</h1>', { status: 502 }))
  expect(await (await answer(SETTINGS)).json()).toEqual({ name: 'second' })
})

test.each([400, 403, 404, 410, 429, 500])('the service that answers %i said something else than what was kept', async (status) => {
  ask.mockResolvedValueOnce(settings('first'))
  await install()
  ask.mockResolvedValueOnce(Response.json({ code: 'x' }, { status }))
  const response = await answer(SETTINGS)
  expect([response.status, await response.json()]).toEqual([status, { code: 'x' }])
})

test('a page that a network puts in between is neither taken nor kept', async () => {
  ask.mockResolvedValueOnce(settings('first'))
  await install()
  for (let time = 0; time < 2; time++) {
    ask.mockResolvedValueOnce(new Response('<h1>Accedi al Wi-Fi</h1>', { headers: { 'content-type': 'text/html' } }))
    expect(await (await answer(SETTINGS)).json()).toEqual({ name: 'first' })
  }
})

test('where nothing was kept, a gateway is heard, and silence is silence', async () => {
  ask.mockResolvedValueOnce(new Response('', { status: 503 })).mockRejectedValueOnce(new TypeError('Failed to fetch'))
  expect((await answer(SETTINGS)).status).toBe(503)
  expect((await answer(SETTINGS)).type).toBe('error')
})

test('without its settings the page is not installed', async () => {
  ask.mockResolvedValueOnce(new Response('', { status: 503 }))
  await expect(install()).rejects.toThrow('network')
})
