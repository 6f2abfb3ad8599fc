/// <reference lib="webworker" />
/** Put in by the build (vite/service-worker.ts). */
declare const NAME: string
declare const SETTINGS: string
declare const PAGES: string
declare const FILES: readonly string[]
declare const VERSION: string

const worker = self as unknown as ServiceWorkerGlobalScope
const CACHE = `${NAME}-${VERSION}`
/** Read by the pages (verifier/web/lib/page-trust.ts). */
const KEPT_AT = 'x-kept-at'

// A new version waits until every tab of the old one is closed: a page never mixes files of two builds.
worker.addEventListener('install', (event) => event.waitUntil(keepAll()))

worker.addEventListener('activate', (event) => event.waitUntil(dropOlder().then(() => worker.clients.claim())))

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  // Only our own files. Issuers, verifiers and status lists are asked on the network or not at all.
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (request.mode === 'navigate' && !new RegExp(PAGES).test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(kept('/').then((page) => page ?? fetch(request)))
  else if (url.pathname === SETTINGS) event.respondWith(freshOrKept(request))
  else if (url.pathname.startsWith('/assets/') || FILES.includes(url.pathname)) event.respondWith(keptOrFresh(request))
})

async function kept(key: RequestInfo): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(key, { ignoreVary: true })
}

async function keptOrFresh(request: Request): Promise<Response> {
  return (await kept(request)) ?? keep(request, await fetch(request))
}

/**
 * Settings are as old as they are: what was kept stands in only where nobody answers, and bears the time of it, so that a page can say so and
 * stop believing it. Whatever the service itself answers, a refusal too, is its answer.
 */
async function freshOrKept(request: Request): Promise<Response> {
  // Past the browser's own cache, which would give an old answer for a new one.
  const fresh = await fetch(request, { cache: 'no-store' }).catch((): undefined => undefined)
  if (fresh !== undefined && !isSilence(fresh)) return keepSettings(fresh)
  return (await kept(request)) ?? fresh ?? Response.error()
}

/** RFC 9110 §15.6.3-15.6.5: whoever stands before a service that does not answer; or a page that a network puts in between. */
function isSilence({ ok, status, headers }: Response): boolean {
  return [502, 503, 504].includes(status) || (ok && headers.get('content-type')?.includes('json') !== true)
}

async function keepSettings(fresh: Response): Promise<Response> {
  if (!fresh.ok) return fresh
  const headers = { 'content-type': 'application/json', [KEPT_AT]: new Date().toISOString() }
  await (await caches.open(CACHE)).put(SETTINGS, new Response(await fresh.clone().arrayBuffer(), { headers }))
  return fresh
}

/** All or nothing: a page that opens without a network needs its settings too. */
async function keepAll(): Promise<void> {
  const [settings] = await Promise.all([
    fetch(SETTINGS, { cache: 'no-store' }),
    caches.open(CACHE).then((cache) => cache.addAll([...FILES])),
  ])
  if (!settings.ok || isSilence(settings)) throw new TypeError('network')
  await keepSettings(settings)
}

async function keep(request: Request, response: Response): Promise<Response> {
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone())
  return response
}

async function dropOlder(): Promise<void> {
  const older = (await caches.keys()).filter((name) => name.startsWith(`${NAME}-`) && name !== CACHE)
  await Promise.all(older.map((name) => caches.delete(name)))
}
