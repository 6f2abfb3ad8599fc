import { randomUUID } from 'node:crypto'

export interface Answer<Body> {
  readonly status: number
  readonly body: Body
  readonly headers: Headers
}

export interface Page {
  readonly url: string
  readonly status: number
  readonly html: string
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
  /** Opens a page as a person does: redirects are followed, the provider's login too, until a page comes or another site would. */
  open(address: string, options?: { as?: string }): Promise<Page>
  /** Sends a form of a page. */
  submit(page: Page, fields: URLSearchParams): Promise<Page>
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
      if (new URL(url).hostname !== 'localhost') break // somebody else's site
      response = await request(url)
    }
    return { url, response }
  }

  async function answer<Body>(response: Response): Promise<Answer<Body>> {
    const text = await response.text()
    const json = (response.headers.get('content-type') ?? '').includes('json')
    return { status: response.status, body: (json ? JSON.parse(text) : text) as Body, headers: response.headers }
  }

  async function pageOf({ url, response }: { url: string; response: Response }): Promise<Page> {
    const html = new URL(url).hostname === 'localhost' ? await response.text() : ''
    return { url, status: response.status, html, headers: response.headers }
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
    async open(address, { as } = {}) {
      const { url, response } = await follow(address)
      if (as === undefined || !new URL(url).pathname.startsWith('/login/')) return pageOf({ url, response })
      await response.body?.cancel()
      const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `sub=${as}` }
      return pageOf(await follow(url, form))
    },
    async submit({ url }, fields) {
      const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: fields.toString() }
      return pageOf(await follow(url, form))
    },
    get: async (path, headers = {}) => answer(await request(`${issuerUrl}${path}`, { headers })),
    async send(path, body = {}, { method = 'POST', headers = {} } = {}) {
      const own = { 'content-type': 'application/json', 'x-csrf-token': browser.csrf, 'idempotency-key': randomUUID() }
      return answer(await request(`${issuerUrl}${path}`, { method, headers: { ...own, ...headers }, body: JSON.stringify(body) }))
    },
  }
  return browser
}
