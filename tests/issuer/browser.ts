import { randomUUID } from 'node:crypto'

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
  readonly headers: Headers
}

export interface Browser {
  /** Follows the provider's real login, page by page, as one demo person. */
  login(sub: string): Promise<void>
  get<Body = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>
  send<Body = Record<string, unknown>>(
    path: string,
    body?: unknown,
    options?: { method?: string; headers?: Record<string, string> },
  ): Promise<Answer<Body>>
  readonly cookies: Map<string, string>
  csrf: string
}

/** Cookies and redirects like a browser's, without one: cookies of `localhost` go to every port, as RFC 6265 has it. */
export function openBrowser({ issuerUrl }: { issuerUrl: string }): Browser {
  const cookies = new Map<string, string>()

  async function request(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/)
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }

  async function follow(from: string, init?: RequestInit): Promise<{ url: string; response: Response }> {
    let url = from
    let response = await request(url, init)
    for (let hops = 0; hops < 10; hops++) {
      const location = response.headers.get('location')
      if (location === null) break
      await response.body?.cancel()
      url = new URL(location, url).href
      if (new URL(url).pathname === '/' && url.startsWith(issuerUrl)) break // home: the page itself is not under test
      response = await request(url)
    }
    return { url, response }
  }

  async function answer<Body>(response: Response): Promise<Answer<Body>> {
    const text = await response.text()
    const json = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, body: (json ? JSON.parse(text) : text) as Body, headers: response.headers }
  }

  const browser: Browser = {
    cookies,
    csrf: '',
    async login(sub) {
      const { url } = await follow(`${issuerUrl}/auth/login?return=/`)
      const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `sub=${sub}` }
      const { url: landed } = await follow(url, form)
      if (!landed.startsWith(issuerUrl)) throw new Error(`the login ended at ${landed}`)
      const me = await browser.get<{ csrf: string }>('/api/me')
      browser.csrf = me.body.csrf
    },
    get: async (path, headers = {}) => answer(await request(`${issuerUrl}${path}`, { headers })),
    async send(path, body = {}, { method = 'POST', headers = {} } = {}) {
      const own = { 'content-type': 'application/json', 'x-csrf-token': browser.csrf, 'idempotency-key': randomUUID() }
      return answer(await request(`${issuerUrl}${path}`, { method, headers: { ...own, ...headers }, body: JSON.stringify(body) }))
    },
  }
  return browser
}
